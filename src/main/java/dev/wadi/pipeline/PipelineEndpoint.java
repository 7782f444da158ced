package dev.wadi.pipeline;

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

/** Begin a route that is a pipeline, with runs that have an id and never overlap, and run it from other routes. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "pipeline",
        title = "Pipeline",
        syntax = "pipeline:pipelineId",
        category = {Category.WORKFLOW})
public class PipelineEndpoint extends DefaultEndpoint {

    @UriPath(description = "The pipeline's id: its path below the folder of routes, with dots")
    @Metadata(required = true)
    private String pipelineId;

    @UriParam(label = "consumer", description = "A Quartz cron expression; without it the pipeline runs on request")
    private @Nullable String schedule;

    @UriParam(
            label = "consumer",
            description = "After how many milliseconds a run is stopped; 0 for never",
            defaultValue = "0")
    private long timeout;

    @UriParam(
            label = "consumer",
            description = "What becomes of the version that runs when a changed one in its file is wrong",
            enums = "keep,stop")
    private @Nullable String onFailedSwap;

    @UriParam(description = "The variables that a run begins with, as a JSON object")
    private @Nullable String parameters;

    PipelineEndpoint(String uri, PipelineComponent component, String id) {
        super(uri, component);
        this.pipelineId = id;
    }

    Pipelines pipelines() {
        return Pipelines.of(getCamelContext());
    }

    @Override
    public Producer createProducer() {
        return new PipelineProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        PipelineConsumer consumer = new PipelineConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    public String getPipelineId() {
        return pipelineId;
    }

    public void setPipelineId(String id) {
        this.pipelineId = id;
    }

    public @Nullable String getSchedule() {
        return schedule;
    }

    public void setSchedule(@Nullable String schedule) {
        this.schedule = schedule;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getOnFailedSwap() {
        return onFailedSwap;
    }

    public void setOnFailedSwap(@Nullable String choice) {
        this.onFailedSwap = choice;
    }

    public @Nullable String getParameters() {
        return parameters;
    }

    public void setParameters(@Nullable String parameters) {
        this.parameters = parameters;
    }
}
