package dev.wadi.pipeline;

import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Say how much the log tells from here on, show what nested stages left, or let the run wait. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "stages",
        title = "Stages",
        syntax = "stages:stage",
        producerOnly = true,
        category = {Category.WORKFLOW})
public class StagesEndpoint extends DefaultEndpoint {

    @UriPath(description = "The name of the stage for which this is done")
    @Metadata(required = true)
    private String stage;

    @UriParam(description = "The stage's name, where it is none that a URI takes")
    private @Nullable String name;

    @UriParam(description = "How much the run's log says from here on", enums = "DEBUG,INFO,WARNING")
    private @Nullable String logLevel;

    @UriParam(description = "The stage whose rows or columns are printed; its own without it")
    private @Nullable String of;

    @UriParam(description = "How many rows are printed: none for 0, all for a negative number", defaultValue = "0")
    private int show;

    @UriParam(description = "Whether the columns are printed", defaultValue = "false")
    private boolean showSchema;

    @UriParam(description = "How many milliseconds to wait, unless the run is cancelled", defaultValue = "0")
    private long throttle;

    StagesEndpoint(String uri, StagesComponent component, String stage) {
        super(uri, component);
        this.stage = stage;
    }

    String stageName() {
        return name == null ? stage : name;
    }

    /** The stage that is shown. */
    String shown() {
        return of == null ? stageName() : of;
    }

    Optional<Level> level() {
        return StageEndpoint.level(logLevel);
    }

    @Override
    public Producer createProducer() {
        return new StagesProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("'stages:' is a step; a route cannot begin with it");
    }

    public String getStage() {
        return stage;
    }

    public void setStage(String stage) {
        this.stage = stage;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getLogLevel() {
        return logLevel;
    }

    public void setLogLevel(@Nullable String logLevel) {
        this.logLevel = logLevel;
    }

    public @Nullable String getOf() {
        return of;
    }

    public void setOf(@Nullable String of) {
        this.of = of;
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

    public long getThrottle() {
        return throttle;
    }

    public void setThrottle(long throttle) {
        this.throttle = throttle;
    }
}
