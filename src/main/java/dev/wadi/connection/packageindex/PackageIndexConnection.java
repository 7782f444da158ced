package dev.wadi.connection.packageindex;

import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/** An HTTP connection that also has the URL of its index, with the login in it, as pip wants it. */
final class PackageIndexConnection implements OpenConnection, EndpointSource {

    private final HttpConnection http;
    private final URI url;

    PackageIndexConnection(HttpConnection http, URI url) {
        this.http = http;
        this.url = url;
    }

    @Override
    public <T> T bean(Class<T> type) {
        return type == URI.class ? type.cast(url) : http.bean(type);
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
    public void close() {
        http.close();
    }

    @Override
    public String toString() {
        return http.toString();
    }
}
