package dev.wadi.connection.httpclient;

import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.DeflateInputStreamFactory;
import org.apache.hc.client5.http.entity.GZIPInputStreamFactory;
import org.apache.hc.client5.http.entity.InputStreamFactory;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.apache.hc.core5.util.VersionInfo;

/** The TCP connections of one connection, which its clients share, and what makes a client one of this connection. */
final class HttpPool implements AutoCloseable {

    /** What the builder would find out by loading classes and files, once for each client that it makes. */
    private static final String USER_AGENT =
            VersionInfo.getSoftwareInfo("Apache-HttpClient", "org.apache.hc.client5", HttpClientBuilder.class);

    private static final LinkedHashMap<String, InputStreamFactory> DECODERS = new LinkedHashMap<>();

    static {
        DECODERS.put("gzip", GZIPInputStreamFactory.getInstance());
        DECODERS.put("x-gzip", GZIPInputStreamFactory.getInstance());
        DECODERS.put("deflate", DeflateInputStreamFactory.getInstance());
    }

    private final HttpAccess access;
    private final HttpTls tls;
    private final OriginHeaders headers;
    private final ProxyRoutes routes;
    private final PoolingHttpClientConnectionManager connections;

    HttpPool(String connId, HttpAccess access) {
        this.access = access;
        this.tls = tls(connId, access);
        this.headers = new OriginHeaders(access.address(), access.headers());
        this.routes = new ProxyRoutes(access.proxies());
        this.connections = connections(access.maxConnections(), timeout());
    }

    private static HttpTls tls(String connId, HttpAccess access) {
        try {
            return HttpTls.of(access.address(), access.verify(), access.cert());
        } catch (NoSuchFileException e) {
            throw new ConnectionException(connId, "there is no file " + e.getFile() + ". Correct verify or cert", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConnectionException(connId, "TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private Timeout timeout() {
        return Timeout.of(access.timeout());
    }

    private PoolingHttpClientConnectionManager connections(int max, Timeout timeout) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls)
                .setMaxConnTotal(max)
                .setMaxConnPerRoute(max)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(timeout).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .build();
    }

    /** The connections, which clients share and do not close. */
    PoolingHttpClientConnectionManager connections() {
        return connections;
    }

    /** Makes a client one of this connection: its headers, its proxies, and credentials that stay at home. */
    void configure(HttpClientBuilder builder) {
        headers.install(builder);
        routes.install(builder);
        builder.setRedirectStrategy(Redirects.INSTANCE);
        builder.setContentDecoderRegistry(DECODERS);
        builder.disableConnectionState(); // a client certificate is that of the connection, not of a user
    }

    /** A client on the shared connections. */
    CloseableHttpClient client() {
        return client(HttpClientBuilder.create());
    }

    /** The same that sends nothing twice: who uses it decides that. */
    CloseableHttpClient clientWithoutRetries() {
        return client(HttpClientBuilder.create().disableAutomaticRetries());
    }

    private CloseableHttpClient client(HttpClientBuilder builder) {
        builder.setUserAgent(USER_AGENT)
                .setConnectionManager(connections)
                .setConnectionManagerShared(true)
                .disableCookieManagement() // all routes share this client
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout())
                        .setResponseTimeout(timeout())
                        .setRedirectsEnabled(access.maxRedirects() > 0)
                        .setMaxRedirects(access.maxRedirects())
                        .build());
        configure(builder);
        return builder.build();
    }

    /** A client with a connection of its own, for one test; neither redirects nor second tries. */
    CloseableHttpClient clientForTest(Timeout timeout) {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setUserAgent(USER_AGENT)
                .setConnectionManager(connections(1, timeout))
                .disableCookieManagement()
                .disableAutomaticRetries()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build());
        configure(builder);
        return builder.build();
    }

    @Override
    public void close() {
        connections.close(CloseMode.GRACEFUL);
    }

    /** The client refuses redirects of requests with credentials; here they are taken out instead. */
    private static final class Redirects extends DefaultRedirectStrategy {

        static final Redirects INSTANCE = new Redirects();

        @Override
        public boolean isRedirectAllowed(HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
            return true;
        }
    }
}
