package dev.wadi.connection.httpclient;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.hc.client5.http.classic.HttpClient;

/** An open connection to one origin: a client, {@code conn:} by camel-http, and the test. Thread-safe. */
public final class HttpConnection implements OpenConnection, EndpointSource {

    private final String connId;
    private final HttpAccess access;
    private final HttpProbe probe;
    private final HttpPool pool;
    private final OriginHttpClient client;
    private final HttpEndpoints endpoints;
    private final HttpCalls calls;

    /**
     * Opens it without connecting.
     *
     * @throws ConnectionException when a certificate file cannot be used
     */
    public HttpConnection(ConnectionContext context, HttpAccess access, HttpProbe probe) {
        this.connId = context.connId();
        this.access = access;
        this.probe = probe;
        this.pool = new HttpPool(connId, access);
        this.client = new OriginHttpClient(access.address(), pool.client());
        this.endpoints = new HttpEndpoints(connId, access, pool);
        this.calls = new HttpCalls(connId, access, pool.clientWithoutRetries());
    }

    /**
     * The client as a bean. A URI without a host is one of the connection's server; to others it can be sent too, without
     * the connection's headers.
     */
    public static ConnectionBean<HttpClient> clientBean() {
        return new ConnectionBean<>(HttpClient.class, LeasedHttpClient::new);
    }

    @Override
    public <T> T bean(Class<T> type) {
        if (type == HttpClient.class) {
            return type.cast(client);
        }
        throw new IllegalArgumentException("an HTTP connection has no " + type.getName());
    }

    /** Requests of stages to the connection's server. */
    public HttpCalls calls() {
        return calls;
    }

    /** The connection's id. */
    public String connId() {
        return connId;
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        return endpoints.endpoint(context, path, options);
    }

    @Override
    public String test(Duration timeout) {
        return new HttpTrial(connId, pool, access.address(), timeout).run(trial -> probe.ask(access.address(), trial));
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return "connection '" + connId + "' to " + access.address().where();
    }
}
