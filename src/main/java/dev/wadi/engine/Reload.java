package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.connection.Connections;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings connections and routes to what the files say now, connections first. Each file is applied or not by itself.
 * Thread-safe; one change is made after the other.
 */
final class Reload {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** How long the test of a changed connection may take before the version in use stays. */
    private static final Duration TEST = Duration.ofSeconds(5);

    /** How many changed connections are opened and tested at once. */
    private static final int AT_ONCE = 8;

    private final Workspace workspace;
    private final Supplier<List<Path>> routeFiles;
    private final Connections connections;
    private final Routes routes;
    private final ConnectionUsers users;
    private volatile ConnectionSet files;
    private volatile List<Problem> found;
    private volatile Loads loads;
    private String unread = "";

    /**
     * @param routeFiles the files of routes there are now
     * @param users what uses connections
     * @param files what the files said at the start
     * @param found what was found wrong beyond that
     */
    Reload(
            Workspace workspace,
            Supplier<List<Path>> routeFiles,
            Connections connections,
            Routes routes,
            ConnectionUsers users,
            ConnectionSet files,
            List<Problem> found) {
        this.workspace = workspace;
        this.routeFiles = routeFiles;
        this.connections = connections;
        this.routes = routes;
        this.users = users;
        this.files = files;
        this.found = found;
        this.loads = Loads.first(isGood());
    }

    private boolean isGood() {
        return problems().stream().noneMatch(Problem::isError)
                && routes.statuses().stream().noneMatch(file -> file.state() == RouteFileStatus.State.REJECTED);
    }

    /** How often the files were read. */
    Loads loads() {
        return loads;
    }

    /** What is wrong with connections and settings. */
    List<Problem> problems() {
        return Stream.concat(files.problems().stream(), found.stream()).toList();
    }

    /** Reads all files, applies what has changed, and tries again what could not be applied. */
    void applyAll() {
        routes.forgetFailures();
        apply();
    }

    /** Reads all files and applies what has changed. */
    synchronized void apply() {
        connections();
        routes();
        loads = loads.again(isGood());
    }

    private void routes() {
        Path folder = workspace.settings().routes();
        if (!Files.isDirectory(folder) && !routes.statuses().isEmpty()) {
            cannotRead("the folder " + folder + " is gone; its routes go on as they are until it is back");
            return;
        }
        try {
            List<RouteFile> read = RouteFile.read(folder, routeFiles.get(), workspace.loader(), connections);
            unread = "";
            users.follow(read);
            routes.reload(read);
        } catch (UncheckedIOException e) {
            cannotRead("the folder " + folder + " cannot be read; its routes go on as they are: " + e.getMessage());
        }
    }

    private void cannotRead(String why) {
        if (!unread.equals(why)) {
            unread = why;
            LOG.error("{}", why);
        }
    }

    /** Tries again what waits or could not be opened. */
    synchronized void retry() {
        List<ConnectionDefinition> again = connections.statuses().stream()
                .filter(status -> status.state() == ConnectionStatus.State.DEGRADED
                        || status.state() == ConnectionStatus.State.FAILING)
                .map(ConnectionStatus::definition)
                .toList();
        change(again);
        if (routes.isPending()) {
            routes.retry();
        }
    }

    private void connections() {
        Settings settings = workspace.settings();
        ConnectionSet before = files;
        ConnectionSet now = workspace.reread(before);
        List<Problem> beyond = new ArrayList<>(settings.warnings());
        beyond.addAll(connections.checks().checkBeforeOpening(now));
        Set<Problem> known = new HashSet<>(problems());
        files = now;
        found = List.copyOf(beyond);
        problems().stream().filter(problem -> !known.contains(problem)).forEach(Engine::log);
        users.warnings(before, now).forEach(warning -> LOG.warn("{}", warning));
        Set<String> present = new HashSet<>();
        now.definitions().forEach(definition -> present.add(definition.connId()));
        before.definitions().stream()
                .map(ConnectionDefinition::connId)
                .filter(connId -> !present.contains(connId))
                .forEach(connections::remove);
        change(now.definitions());
    }

    /** Several at once, because each may wait for its server. */
    private void change(List<ConnectionDefinition> definitions) {
        if (definitions.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, definitions.size()));
        try {
            List<Future<?>> changes = new ArrayList<>();
            definitions.forEach(definition -> changes.add(threads.submit(() -> connections.change(definition, TEST))));
            for (Future<?> change : changes) {
                change.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.debug("the reload was interrupted", e);
        } finally {
            threads.shutdown();
        }
    }
}
