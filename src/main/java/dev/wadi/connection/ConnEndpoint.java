package dev.wadi.connection;

import java.util.Collections;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Reach an outside system by the <code>conn_id</code> of its connection: over HTTP, mail, S3, SQL, files or any Camel
 * component, with address and credentials filled in.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "conn",
        title = "Connection",
        syntax = "conn:connId/path",
        category = {Category.CORE},
        lenientProperties = true)
public class ConnEndpoint extends DefaultEndpoint {

    @UriPath(description = "The conn_id of the connection")
    @Metadata(required = true)
    private String connId;

    @UriPath(
            description =
                    "What the endpoint of the connection's own component has after its scheme and address: the path"
                            + " of a URL, a mail folder, a bucket, a SQL statement, a folder. Its options are those of that component.")
    private String path;

    private final LiveConnection connection;
    private final Map<String, Object> options;

    ConnEndpoint(
            String uri, ConnComponent component, LiveConnection connection, String path, Map<String, Object> options) {
        super(uri, component);
        this.connection = connection;
        this.connId = connection.connId();
        this.path = path;
        this.options = options;
    }

    /** The conn_id of the connection. */
    public String getConnId() {
        return connId;
    }

    /** What comes after the connection's address, percent-encoded. */
    public String getPath() {
        return path;
    }

    /** The options of the connection's own endpoint, as the route gives them. */
    Map<String, Object> options() {
        return Collections.unmodifiableMap(options);
    }

    void option(String name, Object value) {
        options.put(name, value);
    }

    LiveConnection connection() {
        return connection;
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    @Override
    public Producer createProducer() {
        return new ConnProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ConnConsumer consumer = new ConnConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        return new ConnPollingConsumer(this);
    }
}
