package dev.wadi.pipeline;

import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;

/** Run statements on a connection and leave the result, if there is one, for the steps that follow. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "statement",
        title = "Statement",
        syntax = "statement:connection",
        producerOnly = true,
        category = {Category.DATABASE})
public class StatementEndpoint extends ConnectedEndpoint {

    StatementEndpoint(String uri, StatementComponent component, String connection) {
        super(uri, component, connection);
    }

    @Override
    String kind() {
        return "statement";
    }

    @Override
    public Producer createProducer() {
        return new StatementProducer(this);
    }
}
