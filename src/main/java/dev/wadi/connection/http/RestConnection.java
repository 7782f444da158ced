package dev.wadi.connection.http;

import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.ServerClock;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** An HTTP connection that stages read answers from and send rows to. */
final class RestConnection implements OpenConnection, EndpointSource, ServerClock, Tappable, Sinkable {

    private final HttpConnection http;

    RestConnection(HttpConnection http) {
        this.http = http;
    }

    @Override
    public BatchReader tap(TapStage stage) throws Exception {
        return new RestTap(http.calls(), stage).open();
    }

    /** At least once: a request that was sent cannot be taken back. */
    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        return new RestSink(http.calls(), stage).write(rows);
    }

    @Override
    public <T> T bean(Class<T> type) {
        return http.bean(type);
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        return http.endpoint(context, path, options);
    }

    @Override
    public String test(Duration timeout) {
        return http.test(timeout);
    }

    @Override
    public Optional<Instant> serverTime(Duration timeout) {
        return http.serverTime(timeout);
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
