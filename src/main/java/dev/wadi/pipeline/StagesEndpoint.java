package dev.wadi.pipeline;

import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/** Say how much the log tells from here on, show what nested stages left, or let the run wait. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "stages",
        title = "Stages",
        syntax = "stages:stage",
        producerOnly = true,
        category = {Category.WORKFLOW})
public class StagesEndpoint extends StepEndpoint {

    @UriPath(description = "The name of the stage for which this is done")
    @Metadata(required = true)
    private String stage;

    @UriParam(description = "The stage whose rows or columns are printed; its own without it")
    private @Nullable String of;

    @UriParam(description = "How many milliseconds to wait, unless the run is cancelled", defaultValue = "0")
    private long throttle;

    StagesEndpoint(String uri, StagesComponent component, String stage) {
        super(uri, component);
        this.stage = stage;
    }

    @Override
    String kind() {
        return "stages";
    }

    @Override
    String usualName() {
        return stage;
    }

    /** The stage that is shown. */
    String shown() {
        return of == null ? stageName() : of;
    }

    @Override
    public Producer createProducer() {
        return new StagesProducer(this);
    }

    public String getStage() {
        return stage;
    }

    public void setStage(String stage) {
        this.stage = stage;
    }

    public @Nullable String getOf() {
        return of;
    }

    public void setOf(@Nullable String of) {
        this.of = of;
    }

    public long getThrottle() {
        return throttle;
    }

    public void setThrottle(long throttle) {
        this.throttle = throttle;
    }
}
