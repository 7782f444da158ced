package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Events;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings connections and routes to what the files say now, connections first. Each file is applied or not by itself.
 * Thread-safe; one change is made after the other.
 */
final class Reload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    /** How long changes of connections are awaited before what else has changed goes on without them. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration TO_THE_END = Duration.ofMinutes(1);

    private final Workspace workspace;
    private final Supplier<List<Path>> routeFiles;
    private final Connections connections;
    private final ConnectionWork work;
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
        this.work = new ConnectionWork(connections);
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

    /** What files and environment say of connections. */
    ConnectionSet connectionSet() {
        return files;
    }

    /** What is wrong with connections and settings. */
    List<Problem> problems() {
        return Stream.concat(files.problems().stream(), found.stream()).toList();
    }

    /** Reads all files, applies what has changed to the end, and tries again what could not be applied. */
    void applyAll() {
        routes.forgetFailures();
        apply(TO_THE_END);
    }

    /** Reads all files and applies what has changed. What takes long holds back nothing else. */
    void apply() {
        apply(PATIENCE);
    }

    private synchronized void apply(Duration patience) {
        connections(patience);
        routes();
        boolean isGood = isGood();
        loads = loads.again(isGood);
        connections
                .events()
                .add(
                        Events.Kind.RELOAD,
                        "",
                        isGood ? "good" : "bad",
                        "all files were read again" + (isGood ? "" : "; something is wrong with some of them"));
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
    void retry() {
        List<ConnectionDefinition> again = connections.statuses().stream()
                .filter(Reload::isBad)
                .map(ConnectionStatus::definition)
                .filter(definition -> !work.isChanging(definition.connId()))
                .toList();
        work.after(work.retry(again), this::retryRoutes);
    }

    private static boolean isBad(ConnectionStatus status) {
        return status.state() == ConnectionStatus.State.DEGRADED || status.state() == ConnectionStatus.State.FAILING;
    }

    private synchronized void retryRoutes() {
        if (routes.isPending()) {
            routes.retry();
        }
    }

    private void connections(Duration patience) {
        Settings settings = workspace.settings();
        ConnectionSet before = files;
        ConnectionSet now = workspace.reread(before);
        List<Problem> beyond = new ArrayList<>(settings.warnings());
        beyond.addAll(connections.checks().checkBeforeOpening(now));
        Set<Problem> known = new HashSet<>(problems());
        files = now;
        found = List.copyOf(beyond);
        problems().stream().filter(problem -> !known.contains(problem)).forEach(Engine::log);
        filesWithErrors(known)
                .filter(file -> filesWithErrors(problems()).noneMatch(file::equals))
                .forEach(file -> LOG.info("{}: what was wrong is mended", file));
        users.warnings(before, now).forEach(warning -> LOG.warn("{}", warning));
        Set<String> present = new HashSet<>();
        now.definitions().forEach(definition -> present.add(definition.connId()));
        List<String> gone = before.definitions().stream()
                .map(ConnectionDefinition::connId)
                .filter(connId -> !present.contains(connId))
                .toList();
        ConnectionWork.await(work.remove(gone), patience);
        change(now.definitions(), patience);
    }

    private static Stream<String> filesWithErrors(Collection<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .map(problem -> problem.place().file())
                .distinct();
    }

    /** What could not be opened before may take long again, and is awaited only by those who have time. */
    private void change(List<ConnectionDefinition> definitions, Duration patience) {
        List<ConnectionDefinition> again =
                definitions.stream().filter(this::isBadAsBefore).toList();
        List<ConnectionDefinition> others = new ArrayList<>(definitions);
        others.removeAll(again);
        CompletableFuture<?> retried = work.change(again);
        CompletableFuture<?> changed = work.change(others);
        CompletableFuture<?> awaited =
                patience.equals(TO_THE_END) ? CompletableFuture.allOf(changed, retried) : changed;
        if (!ConnectionWork.await(awaited, patience)) {
            work.after(awaited, this::routesAgain);
        }
    }

    private boolean isBadAsBefore(ConnectionDefinition definition) {
        return connections
                .status(definition.connId())
                .filter(status -> isBad(status) && status.definition().sameContent(definition))
                .isPresent();
    }

    private synchronized void routesAgain() {
        routes();
    }

    /** Changes nothing more. */
    @Override
    public void close() {
        work.close();
    }
}
