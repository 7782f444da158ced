package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.spi.DeclaredColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What the endpoints of all stages have. */
public abstract class StageEndpoint extends DefaultEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    @UriParam(description = "The stage's name, by which later stages read it")
    private @Nullable String name;

    @UriParam(description = "SQL, or whatever the connection takes for a query. Templates are filled in")
    private @Nullable String query;

    @UriParam(
            description = "Keep the rows in the run's own database, so that they can be read more than once",
            defaultValue = "false")
    private boolean store;

    @UriParam(
            description = "How many of its rows are printed: none for 0, all for a negative number",
            defaultValue = "0")
    private int show;

    @UriParam(description = "Whether its columns are printed", defaultValue = "false")
    private boolean showSchema;

    @UriParam(description = "How often it is tried again when it fails", defaultValue = "0")
    private int retries;

    @UriParam(description = "After how many milliseconds it is stopped; 0 for never", defaultValue = "0")
    private long timeout;

    @UriParam(description = "How much the run's log says from here on", enums = "DEBUG,INFO,WARNING")
    private @Nullable String logLevel;

    StageEndpoint(String uri, DefaultComponent component) {
        super(uri, component);
    }

    /** {@code tap}, {@code transform}, {@code sink} or {@code statement}. */
    abstract String kind();

    /** The name when none is given. */
    abstract String usualName();

    String stageName() {
        return name == null ? usualName() : name;
    }

    /** A text of the stage, from the endpoint or from the variable that holds it. */
    Optional<String> text(Exchange exchange, String option, @Nullable String written) {
        return StageTexts.of(exchange, stageName(), option, written);
    }

    Optional<Level> level() {
        return level(logLevel);
    }

    /** @param word as pipelines have it */
    static Optional<Level> level(@Nullable String word) {
        return Optional.ofNullable(word)
                .map(written -> Level.valueOf(written.equals("WARNING") ? Level.WARN.name() : written));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("'" + kind() + ":' is a step; a route cannot begin with it");
    }

    static Map<String, @Nullable Object> map(@Nullable String json, String option) {
        return read(json, option, new TypeReference<Map<String, @Nullable Object>>() {})
                .orElse(Map.of());
    }

    static List<DeclaredColumn> columns(@Nullable String json) {
        return read(json, "fields", new TypeReference<List<DeclaredColumn>>() {})
                .orElse(List.of());
    }

    private static <T> Optional<T> read(@Nullable String json, String option, TypeReference<T> type) {
        if (json == null || json.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(json, type));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(option + ": is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getQuery() {
        return query;
    }

    public void setQuery(@Nullable String query) {
        this.query = query;
    }

    public boolean isStore() {
        return store;
    }

    public void setStore(boolean store) {
        this.store = store;
    }

    public int getShow() {
        return show;
    }

    public void setShow(int show) {
        this.show = show;
    }

    public boolean isShowSchema() {
        return showSchema;
    }

    public void setShowSchema(boolean showSchema) {
        this.showSchema = showSchema;
    }

    public int getRetries() {
        return retries;
    }

    public void setRetries(int retries) {
        this.retries = retries;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getLogLevel() {
        return logLevel;
    }

    public void setLogLevel(@Nullable String logLevel) {
        this.logLevel = logLevel;
    }
}
