package dev.wadi.connection.httpclient;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.ServerClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.hc.client5.http.classic.HttpClient;

/** An open connection to one origin: a client, {@code conn:} by camel-http, and the test. Thread-safe. */
public final class HttpConnection implements OpenConnection, EndpointSource, ServerClock {

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

    /** By the header {@code Date}, which most servers send with every answer. */
    @Override
    public Optional<Instant> serverTime(Duration timeout) {
        String date = new HttpTrial(connId, pool, access.address(), timeout)
                .run(trial -> HttpProbe.date(access.address(), trial));
        try {
            return date.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
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
