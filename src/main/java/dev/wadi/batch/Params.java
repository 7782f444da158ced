package dev.wadi.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The {@code params} of a stage, read one by one: each wrong value is refused with its name, and so is, by {@link #done},
 * what nobody has asked for.
 */
public final class Params {

    private final String path;
    private final Map<String, Object> values;
    private final TreeSet<String> asked = new TreeSet<>();

    private Params(String path, Map<String, Object> values) {
        this.path = path;
        this.values = values;
    }

    /** The params of a stage. */
    public static Params of(Map<String, Object> params) {
        return new Params("params", params);
    }

    private Optional<Object> value(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name));
    }

    /** Any value. */
    public Optional<Object> any(String name) {
        return value(name);
    }

    /** A text; numbers and truth values are taken as they are written. */
    public Optional<String> text(String name) {
        return value(name).map(value -> {
            if (value instanceof Map || value instanceof Collection) {
                throw wrong(name, "must be a text");
            }
            return value.toString();
        });
    }

    /** A text that must be there. */
    public String required(String name) {
        return text(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    /** A text, or a list of them. */
    public List<String> texts(String name) {
        Object value = value(name).orElse(List.of());
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    /** A whole number. */
    public int number(String name, int missing, int min, int max) {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return missing;
        }
        try {
            int number = Integer.parseInt(value.get().toString());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(name, "must be a whole number from " + min + " to " + max + ", was " + value.get());
    }

    /** A time in seconds, which may have a fraction. */
    public Duration seconds(String name, Duration missing) {
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            return missing;
        }
        try {
            double seconds = Double.parseDouble(value.get().toString());
            if (seconds >= 0 && seconds <= Duration.ofDays(365).toSeconds()) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(name, "must be a number of seconds, was " + value.get());
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String name, boolean missing) {
        return optionalFlag(name).orElse(missing);
    }

    /** {@code true}, {@code false}, or not said. */
    public Optional<Boolean> optionalFlag(String name) {
        return value(name).map(value -> switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "must be true or false, was " + value);
        });
    }

    /** One of the names of an enum, in any case. */
    public <T extends Enum<T>> Optional<T> choice(String name, Class<T> type) {
        return text(name).map(text -> Arrays.stream(type.getEnumConstants())
                .filter(choice -> choice.name()
                        .replace("_", "")
                        .equalsIgnoreCase(text.replace("_", "").replace("-", "")))
                .findFirst()
                .orElseThrow(() -> wrong(
                        name,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))
                                + ", was " + text)));
    }

    /** A mapping, whose keys are anything. */
    public Map<String, Object> map(String name) {
        Object value = value(name).orElse(Map.of());
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "must be a mapping");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, entry) -> copy.put(String.valueOf(key), entry));
        return copy;
    }

    /** A mapping that is read in the same way; it has to be {@link #done} itself. */
    public Params inner(String name) {
        return new Params(path + "." + name, map(name));
    }

    /** What nobody has asked for yet. */
    public Map<String, Object> rest() {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(asked);
        return rest;
    }

    /** Fails when there is a key that nobody has asked for. */
    public void done() {
        List<String> unknown = new ArrayList<>(rest().keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(path + "." + unknown.get(0) + ": unknown key. "
                    + (asked.isEmpty() ? "There are none here" : "There are " + String.join(", ", asked)));
        }
    }

    /** What is wrong with a value: {@code params.limit must be …}. */
    public IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(path + "." + name + " " + what);
    }
}
