package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionBeans;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running service: a Camel context that starts empty, the connections, and the routes. Started and closed once; the
 * status may be asked for on any thread.
 */
public final class Engine implements AutoCloseable {

    /** How long to wait before what waits or fails is tried again. */
    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Settings settings;
    private final ClassLoader loader;
    private final Main main = new Main();
    private final Connections connections;
    private final Pipelines pipelines;
    private final ConnectionSet files;
    private final Instant startedAt = Instant.now();
    private final List<Path> routeFiles;
    private final boolean once;
    private final List<Problem> found = new CopyOnWriteArrayList<>();
    private volatile int port;
    private volatile boolean ready;
    private volatile @Nullable Routes routes;

    private Engine(Workspace workspace, List<Path> routeFiles, boolean once) {
        this.once = once;
        this.settings = workspace.settings();
        this.loader = workspace.loader();
        this.files = workspace.connectionSet();
        this.connections = workspace.connections(main::getCamelContext);
        this.pipelines = new Pipelines(connections, settings.home(), settings.memory()::bytes, store(settings.state()));
        this.routeFiles = List.copyOf(routeFiles);
    }

    private RunStore store(StateLocation state) {
        return state instanceof StateLocation.Database database
                ? RunStore.inDatabase(database.connId(), connections)
                : RunStore.inFolder(((StateLocation.Folder) state).path());
    }

    /** The service of a workspace, not started. */
    public static Engine of(Workspace workspace) {
        return of(workspace, workspace.routeFiles());
    }

    /** The service of a workspace with some files of routes only, not started. */
    public static Engine of(Workspace workspace, List<Path> routeFiles) {
        return new Engine(workspace, routeFiles, false);
    }

    /**
     * What runs some pipelines when it is told to, not started: no schedule fires, only connections that the files name are
     * opened, and nothing is tried again. Its start throws what is wrong with the files.
     */
    public static Engine once(Workspace workspace, List<Path> pipelines) {
        return new Engine(workspace, pipelines, true);
    }

    /** Starts it. What is wrong with single files is logged and in the status, and stops nothing. */
    public Engine start() throws Exception {
        return start(() -> {});
    }

    /**
     * Starts it.
     *
     * @param beforeRoutes run when the context has started and no route has; what it throws ends the start
     */
    public Engine start(Runnable beforeRoutes) throws Exception {
        configure();
        // Read and checked while Camel starts: neither needs the other.
        Future<List<RouteFile>> read = ForkJoinPool.commonPool()
                .submit(() -> RouteFile.read(settings.routes(), routeFiles, loader, connections));
        startCamel();
        found.addAll(settings.warnings());
        if (once) {
            pipelines.ignoreSchedules();
            found.addAll(new NamedConnections(readFiles(read), files, connections, settings.state()).open());
        } else {
            found.addAll(connections.checkBeforeOpening(files));
            files.problems().forEach(Engine::log);
            found.forEach(Engine::log);
            files.definitions().forEach(connections::open);
        }
        CamelContext context = main.getCamelContext();
        Routes loaded = new Routes(context, connections, this::serveHttp);
        routes = loaded;
        beforeRoutes.run();
        loaded.load(readFiles(read));
        if (once) {
            requireLoaded(loaded);
        }
        ready = true;
        if (!once) {
            retryWhileNeeded(context, loaded);
            LOG.info("{}", status().summary());
        }
        return this;
    }

    private static List<RouteFile> readFiles(Future<List<RouteFile>> read) throws Exception {
        try {
            return read.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    private static void requireLoaded(Routes loaded) {
        Problems problems = new Problems();
        loaded.statuses().forEach(status -> problems.addAll(status.problems()));
        problems.throwIfErrors();
    }

    /** With the loader of the thread too: type converters are looked for before the context knows of another. */
    private void startCamel() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            main.start();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void configure() {
        main.setDefaultPropertyPlaceholderLocation("false");
        if (Files.isRegularFile(settings.propertiesFile())) {
            main.setPropertyPlaceholderLocations("file:" + settings.propertiesFile());
        }
        main.addInitialProperty("camel.main.name", "wadi");
        main.addInitialProperty("camel.main.routesIncludePattern", "false");
        main.addInitialProperty(
                "camel.main.shutdownTimeout",
                Long.toString(Math.max(1, settings.drain().toSeconds())));
        main.addMainListener(new BindConnections());
    }

    /** The pipelines that can run, and their runs. */
    public Pipelines pipelines() {
        return pipelines;
    }

    /** Whether everything that can be started has been, and nothing was stopped yet. */
    public boolean isReady() {
        return ready;
    }

    private static void log(Problem problem) {
        if (problem.isError()) {
            LOG.error("{}", problem);
        } else {
            LOG.warn("{}", problem);
        }
    }

    /** Before the context is made ready: connections are beans, and {@code String} converts to a connection's DataSource. */
    private final class BindConnections extends MainListenerSupport {
        @Override
        public void afterConfigure(BaseMainSupport ready) {
            CamelContext context = ready.getCamelContext();
            context.setApplicationContextClassLoader(loader);
            context.getRegistry().bind("wadi-connections", Connections.class, connections);
            context.getRegistry().bind("wadi-pipelines", Pipelines.class, pipelines);
            context.getRegistry(DefaultRegistry.class).addBeanRepository(new ConnectionBeans(connections));
            context.getTypeConverterRegistry()
                    .addTypeConverter(
                            DataSource.class, String.class, new SimpleTypeConverter(true, Engine.this::dataSource));
        }
    }

    private @Nullable Object dataSource(Class<?> type, Exchange exchange, Object connId) {
        return connections.bean(connId.toString(), DataSource.class).orElse(null);
    }

    private synchronized void serveHttp() throws IOException {
        if (port != 0) {
            return;
        }
        int wanted = settings.port() == 0 ? freePort() : settings.port();
        requireFree(wanted);
        MainHttpServer server = new MainHttpServer();
        server.setCamelContext(main.getCamelContext());
        server.setHost(settings.host());
        server.setPort(wanted);
        server.setPath("/");
        try {
            main.getCamelContext().addService(server, true, true);
        } catch (Exception e) { // Camel declares no narrower one
            throw cannotServe(wanted, e);
        }
        port = wanted;
        LOG.info("Routes are served at http://{}:{}", settings.host(), wanted);
    }

    /** Camel's server logs that it cannot have its port, and says that it has started. */
    private void requireFree(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName(settings.host()))) {
            LOG.debug("{} is free", socket);
        } catch (UnknownHostException e) {
            throw cannotServe(wanted, new IOException("the host name is not known", e));
        } catch (IOException e) {
            throw cannotServe(wanted, e);
        }
    }

    private IOException cannotServe(int wanted, Exception cause) {
        return new IOException(
                "HTTP cannot be served at " + settings.host() + ":" + wanted + ": " + cause.getMessage()
                        + ". Another address is set by --host and --port, or wadi.host and wadi.port",
                cause);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task catches what it may throw, and ends with the context
    private void retryWhileNeeded(CamelContext context, Routes loaded) {
        ScheduledExecutorService executor =
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "wadi-retry");
        executor.scheduleWithFixedDelay(() -> retry(loaded), RETRY.toMillis(), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void retry(Routes loaded) {
        try {
            if (loaded.isPending()) {
                loaded.retry();
            }
        } catch (RuntimeException e) { // the next try must not be lost
            LOG.error("Route files that wait could not be tried again", e);
        }
    }

    /** How everything is. */
    public EngineStatus status() {
        List<Problem> problems = new ArrayList<>(files.problems());
        problems.addAll(found);
        Routes loaded = routes;
        return new EngineStatus(
                startedAt, port, connections.statuses(), loaded == null ? List.of() : loaded.statuses(), problems);
    }

    /** The Camel context, for those who use Wadi from Java. */
    public CamelContext camelContext() {
        return main.getCamelContext();
    }

    /** The connections. */
    public Connections connections() {
        return connections;
    }

    /** Waits for the runs of pipelines, stops the routes, waits for the exchanges in flight, then closes the connections. */
    @Override
    public void close() {
        ready = false;
        pipelines.drain(settings.drain());
        main.stop();
        pipelines.close();
        connections.close();
    }
}
