package dev.wadi.engine;

import dev.wadi.config.Nearest;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.Fernet;
import dev.wadi.pipeline.OnFailedSwap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the values of settings come from, and what is wrong with them. */
record SettingsSource(
        Map<String, String> flags,
        Map<String, String> environment,
        Path file,
        Properties properties,
        Problems problems) {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h)");

    /** As browsers write it in the header. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?");

    String text(String name) {
        if (flags.containsKey(name)) {
            return flags.getOrDefault(name, "");
        }
        String value = environment.getOrDefault(variable(name), "");
        if (!value.isEmpty() && !isServiceLink(value)) {
            return value;
        }
        return properties
                .getProperty(name, Settings.KNOWN.getOrDefault(name, ""))
                .trim();
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
        return beside(name, Path.of(text(name)));
    }

    /** Those of the folders that are named somewhere, with the place. */
    Map<Path, Place> named(String... names) {
        Map<Path, Place> named = new HashMap<>();
        for (String name : names) {
            boolean isNamed = flags.containsKey(name)
                    || !environment.getOrDefault(variable(name), "").isEmpty()
                    || properties.containsKey(name);
            if (isNamed) {
                named.put(folder(name), place(name));
            }
        }
        return named;
    }

    private Path beside(String name, Path path) {
        boolean named = flags.containsKey(name) || environment.containsKey(variable(name));
        Path parent = file.getParent();
        return named || parent == null ? path : parent.resolve(path);
    }

    StateLocation state(String name) {
        String text = text(name);
        Optional<StateLocation> state = StateLocation.parse(text);
        if (state.isEmpty()) {
            wrong(name, "must be a folder, such as ./state, or a conn_id, was " + text);
        }
        return state.filter(StateLocation.Database.class::isInstance)
                .orElseGet(() -> new StateLocation.Folder(beside(name, Path.of(state.isEmpty() ? "" : text))));
    }

    Size size(String name) {
        String text = text(name);
        Optional<Size> size = Size.parse(text);
        if (size.isEmpty()) {
            wrong(name, "must be a size such as 512MB or 2GiB, or a part of the memory such as 25%, was " + text);
        }
        return size.orElse(Size.NONE);
    }

    Duration duration(String name) {
        String text = text(name);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            wrong(name, "must be a time such as 500ms, 30s or 5m, was " + text);
            return Duration.ZERO;
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    LogFormat logFormat(String name) {
        String text = text(name).toLowerCase(Locale.ROOT);
        if (!text.equals("text") && !text.equals("json")) {
            wrong(name, "must be text or json, was " + text);
        }
        return text.equals("json") ? LogFormat.JSON : LogFormat.TEXT;
    }

    OnFailedSwap onFailedSwap(String name) {
        String text = text(name);
        return OnFailedSwap.of(text).orElseGet(() -> {
            wrong(name, "must be keep or stop, was " + text);
            return OnFailedSwap.KEEP;
        });
    }

    /** Checked here, where it is known who said them. */
    @Nullable
    String fernetKeys(String name) {
        String keys = optional(name);
        if (keys == null) {
            return null;
        }
        try {
            Fernet.check(keys);
            return keys;
        } catch (IllegalArgumentException e) {
            problems.error(
                    place(name),
                    name,
                    String.valueOf(e.getMessage()),
                    "Give it the keys that Airflow has (AIRFLOW__CORE__FERNET_KEY), with commas between them");
            return null;
        }
    }

    List<Path> paths(String name) {
        return listed(name).stream().map(Path::of).toList();
    }

    private List<String> listed(String name) {
        return Arrays.stream(text(name).split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    ApiAccess apiAccess() {
        String token = optional("wadi.api.token");
        String viewerToken = optional("wadi.api.viewer.token");
        if (token != null && token.equals(viewerToken)) {
            problems.error(
                    place("wadi.api.viewer.token"),
                    "wadi.api.viewer.token",
                    "must not be the token of editors",
                    "Choose another one, or remove it to have no viewers");
        }
        List<String> origins = origins("wadi.api.cors");
        return new ApiAccess(
                token, viewerToken, origins, truth("wadi.api.secure_cookies"), networks("wadi.api.test.refused"));
    }

    /** Null for {@code auto}. */
    private @Nullable Networks networks(String name) {
        String text = text(name).strip();
        try {
            return switch (text) {
                case "auto" -> null;
                case "none" -> Networks.NONE;
                default -> Networks.of(text);
            };
        } catch (IllegalArgumentException e) {
            wrong(name, "must be auto, none, or networks such as 10.0.0.0/8 with commas between them, was " + text);
            return null;
        }
    }

    private List<String> origins(String name) {
        List<String> origins = listed(name);
        for (String origin : origins) {
            if (!origin.equals(ApiAccess.ANY_ORIGIN) && !ORIGIN.matcher(origin).matches()) {
                problems.error(
                        place(name),
                        name,
                        "must be origins such as https://tools.example.com, in small letters and without a path, was "
                                + origin,
                        "Put commas between them, or remove it to let in none");
            }
        }
        return origins;
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
        String value = Settings.KNOWN.getOrDefault(name, "");
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
            if (name.startsWith("wadi.") && !Settings.KNOWN.containsKey(name)) {
                problems.warning(
                        inFile(name),
                        name,
                        "unknown setting",
                        Nearest.didYouMean(name, Settings.KNOWN.keySet()) + "It has no effect");
            }
        }
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
