package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.spi.DeclaredColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** What the endpoints of all stages have. */
public abstract class StageEndpoint extends StepEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    @UriParam(description = "SQL, or whatever the connection takes for a query. Templates are filled in")
    private @Nullable String query;

    @UriParam(
            description = "Keep the rows in the run's own database, so that they can be read more than once",
            defaultValue = "false")
    private boolean store;

    @UriParam(description = "How often it is tried again when it fails", defaultValue = "0")
    private int retries;

    @UriParam(description = "After how many milliseconds it is stopped; 0 for never", defaultValue = "0")
    private long timeout;

    StageEndpoint(String uri, DefaultComponent component) {
        super(uri, component);
    }

    /** A text of the stage, from the endpoint or from the variable that holds it. */
    Optional<String> text(Exchange exchange, String option, @Nullable String written) {
        return StageTexts.of(exchange, stageName(), option, written);
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
}
