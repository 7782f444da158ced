package dev.wadi.pipeline;

import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.spi.DeclaredColumn;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one mapping, read as what they must be. What is wrong becomes a problem and then counts as absent, and so
 * does null.
 */
final class Keys {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d)?");
    private static final Map<String, Integer> MILLIS =
            Map.of("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);
    private static final Map<String, Boolean> TRUTHS = Map.of(
            "true", true, "yes", true, "on", true, "1", true, "false", false, "no", false, "off", false, "0", false);

    private final Node.Mapping mapping;
    private final String path;
    private final Problems problems;

    /** @param path what stands before the keys in messages, such as the name of the stage */
    Keys(Node.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    Node.Mapping mapping() {
        return mapping;
    }

    Problems problems() {
        return problems;
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The value, unless it is absent or null. */
    Optional<Node> get(String key) {
        return mapping.get(key).filter(node -> !(node instanceof Node.Scalar scalar && scalar.value() == null));
    }

    /** Where the value of a key is, or the mapping itself. */
    Place placeOf(String key) {
        return mapping.get(key).map(Node::place).orElse(mapping.place());
    }

    void wrong(Node value, String key, String must, String fix) {
        String shown = value instanceof Node.Scalar scalar
                ? "'" + shortened(scalar.text()) + "'"
                : value instanceof Node.Mapping ? "a mapping" : "a list";
        problems.error(value.place(), path(key), must + ", was " + shown, fix);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    /** A single value as it is written. */
    Optional<String> text(String key) {
        Node value = get(key).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Node.Scalar scalar) {
            return Optional.of(scalar.text());
        }
        wrong(value, key, "must be text", "Write one value");
        return Optional.empty();
    }

    /** Text that says something. */
    Optional<String> words(String key) {
        Optional<String> text = text(key);
        if (text.isPresent() && text.get().isBlank()) {
            problems.error(placeOf(key), path(key), "is empty", "Write a value, or remove the line");
            return Optional.empty();
        }
        return text;
    }

    int whole(String key, int least, int otherwise) {
        Node value = get(key).orElse(null);
        if (value == null) {
            return otherwise;
        }
        String text = value instanceof Node.Scalar scalar ? scalar.text().strip() : "";
        if (!text.matches("[-+]?\\d{1,9}") || Integer.parseInt(text) < least) {
            String must = least > Integer.MIN_VALUE ? ", at least " + least : "";
            wrong(value, key, "must be a whole number" + must, "Remove the line to use " + otherwise);
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    boolean truth(String key, boolean otherwise) {
        Node value = get(key).orElse(null);
        if (value == null) {
            return otherwise;
        }
        String text = value instanceof Node.Scalar scalar ? scalar.text().strip() : "";
        Boolean truth = TRUTHS.get(text.toLowerCase(Locale.ROOT));
        if (truth == null) {
            wrong(value, key, "must be true or false", "Remove the line to use " + otherwise);
            return otherwise;
        }
        return truth;
    }

    Optional<Duration> duration(String key) {
        Node value = get(key).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        Matcher written = DURATION.matcher(
                value instanceof Node.Scalar scalar ? scalar.text().strip() : "");
        if (!written.matches()) {
            wrong(value, key, "must be a number of seconds, or a time", "Write it as 2, 0.5, 500ms, 30s, 5m or 2h");
            return Optional.empty();
        }
        int unit = MILLIS.getOrDefault(written.group(2) == null ? "s" : written.group(2), 1_000);
        BigDecimal millis = new BigDecimal(written.group(1)).multiply(BigDecimal.valueOf(unit));
        return Optional.of(Duration.ofMillis(millis.longValue()));
    }

    /** One of a few words, in any case. */
    Optional<String> choice(String key, List<String> choices) {
        Node value = get(key).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        String text = value instanceof Node.Scalar scalar ? scalar.text().strip() : "";
        Optional<String> found =
                choices.stream().filter(choice -> choice.equalsIgnoreCase(text)).findFirst();
        if (found.isEmpty()) {
            String listed = String.join(", ", choices);
            wrong(value, key, "is not known", (text.isEmpty() ? "" : Unknown.near(text, choices)) + "Use " + listed);
        }
        return found;
    }

    /** A list of words; one word stands for a list of one. */
    List<String> texts(String key) {
        Node value = get(key).orElse(null);
        if (value instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
            return List.of(scalar.text());
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
                    texts.add(scalar.text());
                } else {
                    wrong(item, key, "must be a list of words", "Write it as [a, b]");
                }
            }
        } else if (value != null) {
            wrong(value, key, "must be a list of words", "Write it as [a, b]");
        }
        return texts;
    }

    Map<String, @Nullable Object> object(String key) {
        Node value = get(key).orElse(null);
        if (value instanceof Node.Mapping object) {
            return YamlValues.map(object);
        }
        if (value != null) {
            wrong(value, key, "must be a mapping", "Write keys with values below it");
        }
        return Map.of();
    }

    /** Columns: a list of mappings with {@code name} and {@code type}. */
    List<DeclaredColumn> columns(String key) {
        Node value = get(key).orElse(null);
        List<DeclaredColumn> columns = new ArrayList<>();
        if (value instanceof Node.Sequence list) {
            list.items().forEach(item -> column(key, item).ifPresent(columns::add));
        } else if (value != null) {
            wrong(value, key, "must be a list of columns", "Write each as {name: id, type: BIGINT}");
        }
        return columns;
    }

    private Optional<DeclaredColumn> column(String key, Node item) {
        if (!(item instanceof Node.Mapping column)) {
            wrong(item, key, "must be a column", "Write it as {name: id, type: BIGINT}");
            return Optional.empty();
        }
        Keys keys = new Keys(column, path(key), problems);
        Optional<String> name = keys.words("name");
        Optional<String> type = keys.words("type");
        if (!(column.get("name").isPresent() && column.get("type").isPresent())) {
            problems.error(column.place(), path(key), "a column needs a name and a type", "Write both");
        }
        return name.flatMap(known -> type.map(of -> new DeclaredColumn(known, of)));
    }
}
