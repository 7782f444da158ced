package dev.wadi.pipeline;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What the endpoints of all steps of pipelines have: a name, what they print, and how much the log says. */
public abstract class StepEndpoint extends DefaultEndpoint {

    @UriParam(description = "The stage's name, by which later stages read it; also one that a URI does not take")
    private @Nullable String name;

    @UriParam(description = "How many rows are printed: none for 0, all for a negative number", defaultValue = "0")
    private int show;

    @UriParam(description = "Whether the columns are printed", defaultValue = "false")
    private boolean showSchema;

    @UriParam(description = "How much the run's log says from here on", enums = "DEBUG,INFO,WARNING")
    private @Nullable String logLevel;

    StepEndpoint(String uri, DefaultComponent component) {
        super(uri, component);
    }

    /** The scheme: {@code tap}, {@code transform}, {@code sink}, {@code statement} or {@code stages}. */
    abstract String kind();

    /** The name when none is given. */
    abstract String usualName();

    String stageName() {
        return name == null ? usualName() : name;
    }

    Optional<Level> level() {
        return Optional.ofNullable(logLevel)
                .map(written -> Level.valueOf(written.equals("WARNING") ? Level.WARN.name() : written));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("'" + kind() + ":' is a step; a route cannot begin with it");
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
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

    public @Nullable String getLogLevel() {
        return logLevel;
    }

    public void setLogLevel(@Nullable String logLevel) {
        this.logLevel = logLevel;
    }
}
