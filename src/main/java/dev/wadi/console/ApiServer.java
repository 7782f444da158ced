package dev.wadi.console;

import dev.wadi.config.ConfigurationException;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private final Guard guard;
    private final Vertx vertx;
    private final String host;
    private final int port;
    private Runnable whenClosed = () -> {};

    private ApiServer(Engine engine, Settings settings, InetAddress address, @Nullable ApiToken token) {
        this.host = address.getHostAddress();
        this.vertx = vertx();
        this.guard = new Guard(new Callers(token), new CallTable(calls(engine, settings)), new CallRunner(vertx));
        this.port = listen(settings);
    }

    /**
     * Begins to serve, at {@code wadi.api.host} and {@code wadi.api.port}.
     *
     * @throws ApiException when the address or port cannot be used
     * @throws ConfigurationException when the token cannot be used
     */
    public static ApiServer start(Engine engine, Settings settings) {
        InetAddress address = address(settings);
        String given = settings.apiToken();
        boolean make = given == null && !address.isLoopbackAddress();
        ApiToken token = make ? ApiToken.random() : given == null ? null : ApiToken.of(given);
        ApiServer server = new ApiServer(engine, settings, address, token);
        LOG.info("The API is served at {}", server.url());
        if (make && token != null) {
            KeptToken.write(settings, server.port(), token);
            server.whenClosed = () -> KeptToken.remove(settings);
            LOG.warn(
                    "The API needs a token from other machines. Made for this run: {} (set wadi.api.token to choose one)",
                    token.text());
        }
        return server;
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
                .invalidRequestHandler(Reply::invalid)
                .requestHandler(guard);
        try {
            return await(server.listen()).actualPort();
        } catch (CompletionException e) {
            close();
            throw taken(url(settings.apiPort()), e.getCause() == null ? e : e.getCause());
        }
    }

    private static ApiException taken(String url, Throwable cause) {
        return new ApiException(
                "The API cannot be served at " + url + ": " + cause.getMessage()
                        + ". Stop what uses the port, or set another one by --api-port or wadi.api.port",
                cause);
    }

    /** All that is served. What is in none of these lists does not exist. */
    private static List<ApiCall> calls(Engine engine, Settings settings) {
        return Stream.of(
                        new StatusCalls(engine, settings.metricsPublic()).calls(),
                        new PipelineCalls(engine.pipelines()).calls())
                .flatMap(List::stream)
                .toList();
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
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Stops serving; calls that have begun are cut off. */
    @Override
    public void close() {
        whenClosed.run();
        await(vertx.close());
    }
}
