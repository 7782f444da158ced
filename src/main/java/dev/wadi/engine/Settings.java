package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
 * @param apiToken what callers of the API must present; null when none was given
 * @param secrets the folders below which {@code {{file:…}}} may read
 * @param fernetKey keys for Fernet tokens, parted by commas; null when there is none
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
        @Nullable String apiToken,
        boolean metricsPublic,
        List<Path> secrets,
        @Nullable String fernetKey,
        List<Problem> warnings) {

    /** What may be set; the value is the default. */
    private static final Map<String, String> KNOWN = Collections.unmodifiableMap(new TreeMap<>(Map.ofEntries(
            Map.entry("wadi.connections", "connections"),
            Map.entry("wadi.routes", "routes"),
            Map.entry("wadi.plugins", "plugins"),
            Map.entry("wadi.host", "0.0.0.0"),
            Map.entry("wadi.port", "8080"),
            Map.entry("wadi.api.host", "127.0.0.1"),
            Map.entry("wadi.api.port", "8081"),
            Map.entry("wadi.api.token", ""),
            Map.entry("wadi.metrics.public", "false"),
            Map.entry("wadi.secrets", "/run/secrets"),
            Map.entry("wadi.fernet.key", ""),
            Map.entry("wadi.log.format", "text"))));

    /** {@code application.properties} beside the folders. */
    public Path propertiesFile() {
        return home.resolve("application.properties");
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
        Source source = new Source(flags, environment, file, properties(file, problems), problems);
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
                source.optional("wadi.api.token"),
                source.truth("wadi.metrics.public"),
                source.paths("wadi.secrets"),
                source.optional("wadi.fernet.key"),
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

    /** Where the values come from. */
    private record Source(
            Map<String, String> flags,
            Map<String, String> environment,
            Path file,
            Properties properties,
            Problems problems) {

        String text(String name) {
            if (flags.containsKey(name)) {
                return flags.getOrDefault(name, "");
            }
            String value = environment.getOrDefault(variable(name), "");
            if (!value.isEmpty() && !isServiceLink(value)) {
                return value;
            }
            return properties.getProperty(name, KNOWN.getOrDefault(name, "")).trim();
        }

        @Nullable
        String optional(String name) {
            String text = text(name);
            return text.isEmpty() ? null : text;
        }

        /** Kubernetes sets {@code WADI_PORT=tcp://…} where there is a service named wadi. */
        private static boolean isServiceLink(String value) {
            return value.startsWith("tcp://") || value.startsWith("udp://");
        }

        /** A folder of the user's, relative to the working folder when a flag or variable says it, else to the home. */
        Path folder(String name) {
            boolean named = flags.containsKey(name) || environment.containsKey(variable(name));
            Path path = Path.of(text(name));
            Path parent = file.getParent();
            return named || parent == null ? path : parent.resolve(path);
        }

        List<Path> paths(String name) {
            return Arrays.stream(text(name).split(","))
                    .map(String::trim)
                    .filter(path -> !path.isEmpty())
                    .map(Path::of)
                    .toList();
        }

        int port(String name) {
            String text = text(name);
            try {
                int port = Integer.parseInt(text);
                if (port >= 0 && port <= 65535) {
                    return port;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
            wrong(name, "must be between 0 and 65535, was " + text);
            return 0;
        }

        boolean truth(String name) {
            String text = text(name).toLowerCase(Locale.ROOT);
            if (!text.equals("true") && !text.equals("false")) {
                wrong(name, "must be true or false, was " + text);
            }
            return text.equals("true");
        }

        private void wrong(String name, String what) {
            String value = KNOWN.getOrDefault(name, "");
            problems.error(place(name), name, what, "Remove it to use " + value);
        }

        private Place place(String name) {
            if (flags.containsKey(name)) {
                return Place.of("--" + name.substring("wadi.".length()).replace('.', '-'));
            }
            return environment.containsKey(variable(name)) ? Place.of(variable(name)) : inFile(name);
        }

        private Place inFile(String name) {
            try {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).strip().startsWith(name)) {
                        return new Place(file.toString(), i + 1, 1);
                    }
                }
            } catch (IOException e) {
                // the file as a whole, then
            }
            return Place.of(file.toString());
        }

        void warnUnknown() {
            for (String name : properties.stringPropertyNames()) {
                if (name.startsWith("wadi.") && !KNOWN.containsKey(name)) {
                    problems.warning(
                            inFile(name),
                            name,
                            "unknown setting",
                            Nearest.didYouMean(name, KNOWN.keySet()) + "It has no effect");
                }
            }
        }

        private static String variable(String name) {
            return name.toUpperCase(Locale.ROOT).replace('.', '_');
        }
    }
}
