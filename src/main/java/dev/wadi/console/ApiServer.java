package dev.wadi.console;

import dev.wadi.config.ConfigurationException;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the API of an engine, on the API port. On a loopback address it works as it
 * is; on any other, and wherever one is set, callers need a token. Close it after the engine, so that it says DOWN while work in flight finishes.
 */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int IDLE_SECONDS = 30;
    private static final int MAX_LINE_BYTES = 4096;
    private static final int MAX_HEADER_BYTES = 8192;
    /** So that whoever calls the API cannot take the files and sockets that routes need. */
    private static final int MAX_CONNECTIONS = 1_000;

    private final AtomicInteger connections = new AtomicInteger();

    private final Guard guard;
    private final Vertx vertx;
    private final String host;
    private final int port;
    private Runnable whenClosed = () -> {};

    private ApiServer(Engine engine, Settings settings, InetAddress address, Callers callers) {
        this.host = address.getHostAddress();
        this.vertx = vertx();
        this.guard = new Guard(
                new Sites(callers.needToken(), settings.api().origins()),
                callers,
                new CallTable(calls(engine, settings, address, callers, vertx)),
                new CallRunner(vertx, Audit.in(settings.state()), engine.events()));
        this.port = listen(settings);
    }

    /**
     * Begins to serve, at {@code wadi.api.host} and {@code wadi.api.port}.
     *
     * @throws ApiException when the address or port cannot be used
     * @throws ConfigurationException when a token or origin cannot be used
     */
    public static ApiServer start(Engine engine, Settings settings) {
        InetAddress address = address(settings);
        ApiTokens tokens = ApiTokens.of(settings.api(), address);
        Callers callers = new Callers(tokens, new SessionCookie(settings.api().secureCookies()));
        ApiServer server = new ApiServer(engine, settings, address, callers);
        LOG.info("The API is served at {}", server.url());
        if (tokens.isMade() && tokens.editor() != null) {
            server.keep(settings, tokens.editor());
        }
        return server;
    }

    /** Says a token that was made, once, and keeps it for commands of the same user. */
    private void keep(Settings settings, ApiToken made) {
        KeptToken.write(settings, port, made);
        whenClosed = () -> KeptToken.remove(settings);
        LOG.warn(
                "The API needs a token. Made for this run: {} (set wadi.api.token to choose one). To sign a browser in: {}",
                made.text(),
                "http://" + (isEverywhere() ? "localhost" : bracketed(host)) + ":" + port + "/#token=" + made.text());
    }

    private boolean isEverywhere() {
        return host.equals("0.0.0.0") || host.equals("0:0:0:0:0:0:0:0");
    }

    /**
     * Finds out, before anything is started, whether the API can be served where it should be.
     *
     * @throws ApiException when the address or port cannot be used
     */
    public static void requirePort(Settings settings) {
        InetAddress address = address(settings);
        try (ServerSocket socket = new ServerSocket(settings.apiPort(), 1, address)) {
            LOG.debug("{} is free", socket);
        } catch (IOException e) {
            throw taken(url(address.getHostAddress(), settings.apiPort()), e);
        }
    }

    /** Resolved once, so that what is bound is the address of which it was decided whether it needs a token. */
    private static InetAddress address(Settings settings) {
        try {
            return InetAddress.getByName(settings.apiHost());
        } catch (UnknownHostException e) {
            throw new ApiException(
                    "There is no address '" + settings.apiHost() + "' to serve the API on. Change wadi.api.host", e);
        }
    }

    /** Two small threads of its own, so that the API answers while routes keep all others busy. */
    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    private int listen(Settings settings) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(settings.apiPort())
                        .setHttp2ClearTextEnabled(false)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS)
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES))
                .connectionHandler(this::connected)
                .invalidRequestHandler(Reply::invalid)
                .requestHandler(guard);
        try {
            return await(server.listen()).actualPort();
        } catch (CompletionException e) {
            close();
            throw taken(url(settings.apiPort()), e.getCause() == null ? e : e.getCause());
        }
    }

    private void connected(HttpConnection connection) {
        connection.closeHandler(closed -> connections.decrementAndGet());
        if (connections.incrementAndGet() > MAX_CONNECTIONS) {
            connection.close();
        }
    }

    private static ApiException taken(String url, Throwable cause) {
        return new ApiException(
                "The API cannot be served at " + url + ": " + cause.getMessage()
                        + ". Stop what uses the port, or set another one by --api-port or wadi.api.port",
                cause);
    }

    /** All that is served. What is in none of these lists does not exist. */
    static List<ApiCall> calls(Engine engine, Settings settings, InetAddress address, Callers callers, Vertx vertx) {
        return OpenApi.with(Stream.of(
                        new PageCalls().calls(),
                        new SessionCalls(callers).calls(),
                        new StatusCalls(engine, settings.metricsPublic()).calls(),
                        new EventCalls(
                                        engine,
                                        new EventStreams(vertx, engine.events(), EventStreams.HEARTBEAT),
                                        measures(engine, vertx))
                                .calls(),
                        ConnectionCalls.all(engine, settings, address),
                        new PipelineCalls(engine.pipelines()).calls())
                .flatMap(List::stream)
                .toList());
    }

    private static Measures measures(Engine engine, Vertx vertx) {
        Measures measures = new Measures(engine.connections(), System::nanoTime);
        vertx.setPeriodic(Measures.INTERVAL.toMillis(), any -> {
            if (measures.isWatching()) {
                vertx.executeBlocking(() -> {
                    measures.measure();
                    return measures;
                });
            }
        });
        return measures;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Where it is served. */
    public int port() {
        return port;
    }

    /** Its address, such as {@code http://127.0.0.1:8081}. */
    public String url() {
        return url(port);
    }

    private String url(int at) {
        return url(host, at);
    }

    private static String url(String host, int port) {
        return "http://" + bracketed(host) + ":" + port;
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Stops serving; calls that have begun are cut off. */
    @Override
    public void close() {
        whenClosed.run();
        await(vertx.close());
    }
}
