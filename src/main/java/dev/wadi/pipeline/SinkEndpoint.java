package dev.wadi.pipeline;

import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.jspecify.annotations.Nullable;

/** Write the rows of the step before, or of a query of its own, to a connection: all of them or none. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "sink",
        title = "Sink",
        syntax = "sink:connection",
        producerOnly = true,
        category = {Category.DATABASE, Category.FILE})
public class SinkEndpoint extends ConnectedEndpoint {

    @UriParam(
            description = "What becomes of rows that are there already",
            enums = "append,replace,upsert,error",
            defaultValue = "append")
    private String mode = "append";

    @UriParam(description = "The columns that rows are told apart by in mode upsert, as a list with commas")
    private @Nullable String key;

    @UriParam(description = "Whether a table that is absent is made", defaultValue = "true")
    private boolean create = true;

    SinkEndpoint(String uri, SinkComponent component, String connection) {
        super(uri, component, connection);
    }

    @Override
    String kind() {
        return "sink";
    }

    @Override
    public Producer createProducer() {
        return new SinkProducer(this);
    }

    SinkMode sinkMode() {
        return SinkMode.valueOf(mode.toUpperCase(java.util.Locale.ROOT));
    }

    List<String> keyColumns(Exchange exchange) {
        return text(exchange, "key", key)
                .map(columns -> List.of(columns.trim().split(" *, *")))
                .orElse(List.of());
    }

    /** The stage as its connection sees it. */
    StageCall.Writing stage(Exchange exchange, PipelineRun run, Supplier<RunMark> mark) {
        return new StageCall.Writing(
                run,
                stageName(),
                text(exchange, "query", getQuery()),
                text(exchange, "locator", getLocator()).map(run::render),
                columns(exchange),
                run.renderAll(parameters(exchange)),
                sinkMode(),
                keyColumns(exchange),
                create,
                mark);
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public @Nullable String getKey() {
        return key;
    }

    public void setKey(@Nullable String key) {
        this.key = key;
    }

    public boolean isCreate() {
        return create;
    }

    public void setCreate(boolean create) {
        this.create = create;
    }
}
