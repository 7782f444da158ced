package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.pipeline.OnFailedSwap;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a process: from flags, else the environment ({@code WADI_API_PORT} is {@code wadi.api.port}), else
 * {@code application.properties} beside the folders.
 *
 * @param home the folder that holds the folders; {@code application.properties} is read from it
 * @param port where people's routes are served; 0 picks a free one
 * @param apiPort where console, API, health and metrics are served; 0 picks a free one
 * @param api who may call the API
 * @param secrets the folders below which {@code {{file:…}}} may read
 * @param state where run history and bookmarks are kept
 * @param memory how much one run may use
 * @param drain how long exchanges and runs that have begun may take at the stop
 * @param fernetKey keys for Fernet tokens, parted by commas; null when there is none
 * @param named the folders of connections and routes that somebody named, and where
 * @param onFailedSwap what becomes of routes that run when a changed version of their file cannot take their place
 * @param warnings what in the settings is probably not meant
 */
public record Settings(
        Path home,
        Path connections,
        Path routes,
        Path plugins,
        String host,
        int port,
        String apiHost,
        int apiPort,
        ApiAccess api,
        boolean metricsPublic,
        List<Path> secrets,
        @Nullable String fernetKey,
        StateLocation state,
        Size memory,
        Duration drain,
        LogFormat logFormat,
        Map<Path, Place> named,
        OnFailedSwap onFailedSwap,
        List<Problem> warnings) {

    /** What may be set; the value is the default. */
    static final Map<String, String> KNOWN = Collections.unmodifiableMap(new TreeMap<>(Map.ofEntries(
            Map.entry("wadi.connections", "connections"),
            Map.entry("wadi.routes", "routes"),
            Map.entry("wadi.routes.on_failed_swap", "keep"),
            Map.entry("wadi.plugins", "plugins"),
            Map.entry("wadi.host", "0.0.0.0"),
            Map.entry("wadi.port", "8080"),
            Map.entry("wadi.api.host", "127.0.0.1"),
            Map.entry("wadi.api.port", "8081"),
            Map.entry("wadi.api.token", ""),
            Map.entry("wadi.api.viewer.token", ""),
            Map.entry("wadi.api.cors", ""),
            Map.entry("wadi.api.secure_cookies", "false"),
            Map.entry("wadi.api.test.refused", "auto"),
            Map.entry("wadi.metrics.public", "false"),
            Map.entry("wadi.secrets", "/run/secrets"),
            Map.entry("wadi.fernet.key", ""),
            Map.entry("wadi.state", ".wadi"),
            Map.entry("wadi.memory", "25%"),
            Map.entry("wadi.drain", "60s"),
            Map.entry("wadi.log.format", "text"))));

    /** {@code application.properties} beside the folders. */
    public Path propertiesFile() {
        return home.resolve("application.properties");
    }

    /** How many bytes one run may use; the machine, or its container, is asked each time. */
    public long memoryBytes() {
        return memory.bytes();
    }

    /**
     * The folder of connections, for those who read it. Nobody needs the default folder, but what is named must be there.
     *
     * @throws ConfigurationException when it was named and is no folder
     */
    public Path existingConnections() {
        return existing(connections);
    }

    /**
     * The folder of routes, for those who read it.
     *
     * @throws ConfigurationException when it was named and is no folder
     */
    public Path existingRoutes() {
        return existing(routes);
    }

    private Path existing(Path folder) {
        Place place = named.get(folder);
        if (place == null || Files.isDirectory(folder)) {
            return folder;
        }
        throw new ConfigurationException(
                Files.exists(folder)
                        ? Problem.error(place, "", "'" + folder + "' is not a folder", "Name a folder")
                        : Problem.error(
                                place, "", "the folder '" + folder + "' does not exist", "Create it, or name another"));
    }

    /**
     * Reads the settings.
     *
     * @param flags by the name of their setting ({@code wadi.port})
     * @param environment the variables of the process
     * @throws ConfigurationException with every value that is wrong
     */
    public static Settings read(Map<String, String> flags, Map<String, String> environment) {
        String connections = flags.getOrDefault("wadi.connections", environment.get("WADI_CONNECTIONS"));
        Path home = connections == null ? Path.of("") : parent(Path.of(connections));
        Problems problems = new Problems();
        Path file = home.resolve("application.properties");
        SettingsSource source = new SettingsSource(flags, environment, file, properties(file, problems), problems);
        source.warnUnknown();
        Settings settings = new Settings(
                home,
                source.folder("wadi.connections"),
                source.folder("wadi.routes"),
                source.folder("wadi.plugins"),
                source.text("wadi.host"),
                source.port("wadi.port"),
                source.text("wadi.api.host"),
                source.port("wadi.api.port"),
                source.apiAccess(),
                source.truth("wadi.metrics.public"),
                source.paths("wadi.secrets"),
                source.fernetKeys("wadi.fernet.key"),
                source.state("wadi.state"),
                source.size("wadi.memory"),
                source.duration("wadi.drain"),
                source.logFormat("wadi.log.format"),
                source.named("wadi.connections", "wadi.routes"),
                source.onFailedSwap("wadi.routes.on_failed_swap"),
                problems.sorted());
        problems.throwIfErrors();
        return settings;
    }

    private static Path parent(Path connections) {
        Path parent = connections.normalize().getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static Properties properties(Path file, Problems problems) {
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try {
                properties.load(new StringReader(Files.readString(file)));
            } catch (IOException | IllegalArgumentException e) {
                problems.error(
                        Place.of(file.toString()), "", "cannot be read: " + e.getMessage(), "Mend or remove the file");
            }
        }
        return properties;
    }
}
