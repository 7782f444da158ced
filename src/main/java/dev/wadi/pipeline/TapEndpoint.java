package dev.wadi.pipeline;

import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.jspecify.annotations.Nullable;

/** Read rows from a connection and leave them, as a stream of record batches, for the steps that follow. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "tap",
        title = "Tap",
        syntax = "tap:connection",
        producerOnly = true,
        category = {Category.DATABASE, Category.FILE})
public class TapEndpoint extends ConnectedEndpoint {

    @UriParam(description = "The column whose highest value is remembered, to go on from there in the next run")
    private @Nullable String incremental;

    TapEndpoint(String uri, TapComponent component, String connection) {
        super(uri, component, connection);
    }

    @Override
    String kind() {
        return "tap";
    }

    @Override
    public Producer createProducer() {
        return new TapProducer(this);
    }

    public @Nullable String getIncremental() {
        return incremental;
    }

    public void setIncremental(@Nullable String incremental) {
        this.incremental = incremental;
    }
}
