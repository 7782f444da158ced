package dev.wadi.connection.httpclient;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** A client for which a URI without a host, such as {@code /api/items}, is one of the connection's own server. */
final class OriginHttpClient extends CloseableHttpClient {

    private final HttpAddress address;
    private final CloseableHttpClient client;

    OriginHttpClient(HttpAddress address, CloseableHttpClient client) {
        this.address = address;
        this.client = client;
    }

    @Override
    protected CloseableHttpResponse doExecute(
            @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        if (target == null && request.getAuthority() == null) {
            String path = request.getPath() == null ? "" : request.getPath();
            request.setUri(URI.create(address.resolve(path)));
        }
        return CloseableHttpResponse.adapt(client.executeOpen(target, request, context));
    }

    @Override
    public void close(CloseMode closeMode) {
        client.close(closeMode);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
