package dev.wadi.connection.httpclient;

import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import java.io.IOException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The client that the registry gives out: each request takes a lease, which its response holds until it is closed. */
final class LeasedHttpClient extends CloseableHttpClient {

    private final Leases<HttpClient> leases;

    LeasedHttpClient(Leases<HttpClient> leases) {
        this.leases = leases;
    }

    @Override
    protected CloseableHttpResponse doExecute(
            @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        Lease<HttpClient> lease = leases.lease();
        boolean isOpen = false;
        try {
            ClassicHttpResponse response = lease.value().executeOpen(target, request, context);
            CloseableHttpResponse leased = CloseableHttpResponse.create(response, (closeable, mode) -> {
                try {
                    close(response, mode);
                } finally {
                    lease.close();
                }
            });
            isOpen = true;
            return leased;
        } finally {
            if (!isOpen) {
                lease.close();
            }
        }
    }

    private static void close(ClassicHttpResponse response, CloseMode mode) throws IOException {
        if (response instanceof CloseableHttpResponse closeable && mode == CloseMode.IMMEDIATE) {
            closeable.close(mode);
        } else {
            response.close();
        }
    }

    /** Does nothing: the connection closes what it opened; routes and components must not. */
    @Override
    public void close(CloseMode closeMode) {}

    /** Does nothing, as the other one. */
    @Override
    public void close() {}
}
