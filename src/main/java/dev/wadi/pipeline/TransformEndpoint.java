package dev.wadi.pipeline;

import org.apache.camel.Category;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Make rows of the rows of earlier steps by SQL, in a DuckDB that belongs to the run. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "transform",
        title = "Transform",
        syntax = "transform:stage",
        producerOnly = true,
        category = {Category.TRANSFORMATION})
public class TransformEndpoint extends StageEndpoint {

    @UriPath(description = "The stage's name, by which later stages read it")
    @Metadata(required = true)
    private String stage;

    @UriParam(
            description =
                    "Whether the query is statements that are run as they are, rather than one query that makes rows",
            defaultValue = "false")
    private boolean statements;

    TransformEndpoint(String uri, TransformComponent component, String stage) {
        super(uri, component);
        this.stage = stage;
    }

    @Override
    String kind() {
        return "transform";
    }

    @Override
    String usualName() {
        return stage;
    }

    @Override
    public Producer createProducer() {
        return new TransformProducer(this);
    }

    public String getStage() {
        return stage;
    }

    public void setStage(String stage) {
        this.stage = stage;
    }

    public boolean isStatements() {
        return statements;
    }

    public void setStatements(boolean statements) {
        this.statements = statements;
    }
}
