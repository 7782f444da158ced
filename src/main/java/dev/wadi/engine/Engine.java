package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionBeans;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Events;
import dev.wadi.pipeline.PipelineCounts;
import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
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
    private final Main main = new RouteContext.OfMain();
    private final Connections connections;
    private final Pipelines pipelines;
    private final ConnectionSet files;
    private final Instant startedAt = Instant.now();
    private final Workspace workspace;
    private final Supplier<List<Path>> routeFiles;
    private final boolean once;
    private final List<Problem> found = new CopyOnWriteArrayList<>();
    private final RoutePort port;
    private final ConnectionUsers users = new ConnectionUsers();
    private final RouteCounter routeCounter = new RouteCounter();
    private volatile boolean ready;
    private volatile @Nullable Routes routes;
    private volatile @Nullable Reload reload;
    private volatile @Nullable Follower follower;

    private Engine(Workspace workspace, Supplier<List<Path>> routeFiles, boolean once) {
        this.once = once;
        this.settings = workspace.settings();
        this.loader = workspace.loader();
        this.files = workspace.connectionSet();
        this.connections = workspace.connections(main::getCamelContext);
        this.pipelines = new Pipelines(connections, settings.home(), settings.memory()::bytes, store(settings.state()));
        this.routeFiles = routeFiles;
        this.workspace = workspace;
        this.port = new RoutePort(settings, main::getCamelContext);
    }

    private RunStore store(StateLocation state) {
        return state instanceof StateLocation.Database database
                ? RunStore.inDatabase(database.connId(), connections)
                : RunStore.inFolder(((StateLocation.Folder) state).path());
    }

    /** The service of a workspace, not started. */
    public static Engine of(Workspace workspace) {
        workspace.routeFiles(); // what is wrong with the folder is said now
        return new Engine(workspace, workspace::routeFilesAgain, false);
    }

    /** The service of a workspace with some files of routes only, not started. */
    public static Engine of(Workspace workspace, List<Path> routeFiles) {
        List<Path> files = List.copyOf(routeFiles);
        return new Engine(workspace, () -> files, false);
    }

    /**
     * What runs some pipelines when it is told to, not started: no schedule fires, only connections that the files name are
     * opened, and nothing is tried again. Its start throws what is wrong with the files.
     */
    public static Engine once(Workspace workspace, List<Path> pipelines) {
        List<Path> files = List.copyOf(pipelines);
        return new Engine(workspace, () -> files, true);
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
                .submit(() -> RouteFile.read(settings.routes(), routeFiles.get(), loader, connections));
        startCamel();
        found.addAll(settings.warnings());
        if (once) {
            pipelines.ignoreSchedules();
            found.addAll(new NamedConnections(readFiles(read), files, connections, settings.state()).open());
        } else {
            found.addAll(connections.checks().checkBeforeOpening(files));
            files.problems().forEach(Engine::log);
            found.forEach(Engine::log);
            files.definitions().forEach(connections::open);
        }
        ModelCamelContext context = (ModelCamelContext) main.getCamelContext();
        Routes loaded = new Routes(context, connections, port, new HeldRuns(pipelines), settings.onFailedSwap());
        routes = loaded;
        beforeRoutes.run();
        List<RouteFile> firstFiles = readFiles(read);
        users.follow(firstFiles);
        loaded.load(firstFiles);
        if (once) {
            requireLoaded(loaded);
        }
        ready = true;
        if (!once) {
            Reload made = new Reload(workspace, routeFiles, connections, loaded, users, files, found);
            reload = made;
            follower = Follower.start(settings, context, connections, made, RETRY);
            LOG.info("{}", status().summary());
        }
        return this;
    }

    private record HeldRuns(Pipelines pipelines) implements Routes.Runs {
        @Override
        public boolean hold(String pipeline, Runnable later) {
            return pipelines.hold(pipeline, later);
        }

        @Override
        public void release(String pipeline) {
            pipelines.release(pipeline);
        }
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
        if (settings.logFormat() == LogFormat.JSON) { // it costs each step something, and lines of text do not show it
            main.addInitialProperty("camel.main.useMdcLogging", "true");
        }
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

    static void log(Problem problem) {
        if (problem.isError()) {
            LOG.error("{}", problem);
        } else {
            LOG.warn("{}", problem);
        }
    }

    /** Before the context is made ready: connections are beans, and {@code String} converts to a connection's DataSource. */
    private final class BindConnections extends MainListenerSupport {
        @Override
        public void beforeConfigure(BaseMainSupport making) {
            making.getCamelContext().setShutdownStrategy(new RestedShutdown(making.getCamelContext()));
        }

        @Override
        public void afterConfigure(BaseMainSupport ready) {
            CamelContext context = ready.getCamelContext();
            context.setApplicationContextClassLoader(loader);
            context.addRoutePolicyFactory(routeCounter);
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

    /** The folders that it serves. */
    public Workspace workspace() {
        return workspace;
    }

    /** What files and environment say of connections, as it is in use. */
    public ConnectionSet connectionSet() {
        Reload present = reload;
        return present == null ? files : present.connectionSet();
    }

    /** Reads all files and applies what has changed, as it happens by itself soon after a change. */
    public void reload() {
        Reload present = reload;
        if (present != null) {
            present.applyAll();
        }
    }

    /** What happened. */
    public Events events() {
        return connections.events();
    }

    /** How everything is. */
    public EngineStatus status() {
        Reload present = reload;
        List<Problem> problems = new ArrayList<>(present == null ? files.problems() : present.problems());
        if (present == null) {
            problems.addAll(found);
        }
        Routes loaded = routes;
        List<RouteFileStatus> statuses = loaded == null ? List.of() : loaded.statuses();
        return new EngineStatus(
                startedAt,
                port.number(),
                settings.connections().toAbsolutePath().normalize().toString(),
                connections.statuses(),
                users.missing(connections.connIds(), connections.missing(), statuses),
                statuses,
                problems,
                present == null ? Loads.first(false) : present.loads());
    }

    /** The exchanges of the routes that run, by their id; pipelines count their runs themselves. */
    public List<RouteTraffic> traffic() {
        return routeCounter.traffic(main.getCamelContext());
    }

    /** What stages have done, those of pipelines and routes that run. */
    public List<PipelineCounts.StageCounts> stageCounts() {
        Set<String> present = new HashSet<>(pipelines.ids());
        main.getCamelContext().getRoutes().forEach(route -> present.add(route.getRouteId()));
        return pipelines.stageCounts().stream()
                .filter(stage -> present.contains(stage.pipeline()))
                .toList();
    }

    /** What uses connections, or may use them, by the files that run or are to run. */
    public List<ConnectionUsage> usages() {
        return users.usages(connections.connIds());
    }

    /** What uses one connection, or may use it, be it there or not. */
    public List<ConnectionUsage> usages(String connId) {
        return users.usages(List.of(connId));
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
        Follower following = follower;
        if (following != null) {
            following.close();
        }
        Reload reloading = reload;
        if (reloading != null) {
            reloading.close();
        }
        Routes loaded = routes;
        if (loaded != null) {
            loaded.close();
        }
        pipelines.drain(settings.drain());
        main.stop();
        pipelines.close();
        connections.close();
    }
}
