package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** One call of wadi: the shell it came from, and the flags that every command has. */
final class Session {

    @Option(
            names = "--connections",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder of connection files (connections).")
    private @Nullable String connections;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder of route files (routes).")
    private @Nullable String routes;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder of jars with further connection types and components (plugins).")
    private @Nullable String plugins;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean json;

    private final Shell shell;

    Session(Shell shell) {
        this.shell = shell;
    }

    Shell shell() {
        return shell;
    }

    boolean isJson() {
        return json;
    }

    PrintStream out() {
        return shell.out();
    }

    PrintStream err() {
        return shell.err();
    }

    Settings settings() {
        return settings(Map.of());
    }

    /** The settings, with what further flags say, by the names of their settings. */
    Settings settings(Map<String, String> further) {
        Map<String, String> flags = new LinkedHashMap<>(further);
        put(flags, "wadi.connections", connections);
        put(flags, "wadi.routes", routes);
        put(flags, "wadi.plugins", plugins);
        Settings settings = Settings.read(flags, shell.environment());
        LogConfigurator.use(settings.logFormat());
        return settings;
    }

    /** Puts the value of a flag that was given. */
    static void put(Map<String, String> flags, String name, @Nullable String value) {
        if (value != null) {
            flags.put(name, value);
        }
    }

    Workspace workspace() {
        return Workspace.of(settings(), shell.environment());
    }

    /** Prints problems of files, one line each, where problems go. */
    void report(List<Problem> problems) {
        problems.forEach(problem -> err().println(problem));
    }

    /** Prints a result: as JSON when that was asked for, as text otherwise. */
    void print(Object result, Runnable text) {
        if (json) {
            Json.print(out(), result);
        } else {
            text.run();
        }
    }

    /** The connection of a {@code conn_id}, or a problem that names the nearest. */
    static ConnectionDefinition required(ConnectionSet set, String connId) {
        return set.definitions().stream()
                .filter(definition -> definition.connId().equals(connId))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(unknown(set, connId)));
    }

    private static Problem unknown(ConnectionSet set, String connId) {
        List<String> known =
                set.definitions().stream().map(ConnectionDefinition::connId).toList();
        String rejected = set.problems().stream().anyMatch(Problem::isError)
                ? "Some connection files have problems; 'wadi validate' shows them"
                : "'wadi connections list' shows those that there are";
        return Problem.error(
                Place.of("CONN_ID"),
                "",
                "no connection named '" + connId + "'",
                Nearest.didYouMean(connId, known) + rejected);
    }
}
