package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.testing.LeakCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A folder with connections and routes, and the service that runs them. When it is closed it fails unless everything is
 * gone that the service opened.
 */
public final class TestingWorkspace implements AutoCloseable {

    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int port;
    private @Nullable Engine engine;
    private @Nullable LeakCheck leaks;

    public TestingWorkspace(Path home) {
        this.home = home;
        write("connections/.keep", "");
        write("routes/.keep", "");
    }

    /** Writes {@code connections/<name>}, which only its owner may read. */
    public TestingWorkspace connections(String name, String text) {
        return connections(name, text, "rw-------");
    }

    /** Writes {@code connections/<name>} with permissions as {@code ls} shows them. */
    public TestingWorkspace connections(String name, String text, String permissions) {
        write("connections/" + name, text);
        try {
            Files.setPosixFilePermissions(
                    home.resolve("connections").resolve(name), PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes {@code routes/<name>}. */
    public TestingWorkspace routes(String name, String text) {
        write("routes/" + name, text);
        return this;
    }

    /** Sets a variable of the environment. */
    public TestingWorkspace variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    private void write(String file, String text) {
        try {
            Path path = home.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Serves the routes on this port; on any that is free without it. */
    public TestingWorkspace port(int wanted) {
        port = wanted;
        return this;
    }

    /** What the settings, files and variables say. */
    public Workspace workspace() {
        Map<String, String> flags = Map.of(
                "wadi.connections", home.resolve("connections").toString(),
                "wadi.routes", home.resolve("routes").toString(),
                "wadi.plugins", home.resolve("plugins").toString(),
                "wadi.port", Integer.toString(port),
                "wadi.api.port", "0");
        return Workspace.of(Settings.read(flags, environment), environment);
    }

    /** Starts the service, once. */
    public Engine start() throws Exception {
        leaks = new LeakCheck();
        Engine started = Engine.of(workspace()).start();
        engine = started;
        return started;
    }

    /** How a file of routes is. */
    public RouteFileStatus status(String name) {
        if (engine == null) {
            throw new IllegalStateException("not started");
        }
        String file = home.resolve("routes").resolve(name).toString();
        return engine.status().files().stream()
                .filter(status -> status.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    /** What is wrong with a file of routes, without the folder. */
    public List<String> problems(String name) {
        return shown(status(name).problems());
    }

    /** Problems as they are printed, without the folder. */
    public List<String> shown(List<Problem> problems) {
        return problems.stream()
                .map(Problem::toString)
                .map(text -> text.replace(home.resolve("routes") + "/", "").replace(home + "/", ""))
                .toList();
    }

    /** Texts without the workspace's folder. */
    public List<String> withoutFolder(List<String> texts) {
        return texts.stream().map(text -> text.replace(home + "/", "")).toList();
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
        if (leaks != null) {
            leaks.assertNothingIsLeft();
        }
    }
}
