package dev.wadi.pipeline;

import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problem.Severity;
import dev.wadi.config.Problems;
import dev.wadi.pipeline.ConnectionUse.ById;
import dev.wadi.pipeline.ConnectionUse.Inline;
import dev.wadi.pipeline.ConnectionUse.Kind;
import dev.wadi.spi.DeclaredColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a stage says of its connection, at {@code connection} and beside it. */
final class ConnectionUseReader {

    /** AnkaFlow's kinds that Wadi has not, with what to use instead. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("Rest", "a connection of type http by its conn_id"),
            Map.entry("File", "CSV, JSON or Parquet, or a CustomConnection"),
            Map.entry("BigQuery", "a connection of type camel by its conn_id, or a CustomConnection"),
            Map.entry("Clickhouse", "a connection of type camel by its conn_id, or a CustomConnection"),
            Map.entry("Deltatable", "Parquet, or a CustomConnection"),
            Map.entry("SQLGen", "a transform with a query"),
            Map.entry("Dimension", "a transform with a query"));

    static final List<String> BY_ID = List.of("conn_id", "locator", "fields", "params");
    static final List<String> INLINE = List.of("kind", "locator", "fields", "params", "config");
    static final List<String> CUSTOM = List.of("kind", "module", "classname", "locator", "fields", "params", "config");

    /** What AnkaFlow accepts and does nothing with. */
    private static final List<String> UNUSED = List.of("create_statement", "show_schema", "raw_dispatch");

    private final Keys stage;
    private final StageKind kind;
    private final Severity unknown;
    private final Problems problems;

    /** @param unknown how bad an unknown key is */
    ConnectionUseReader(Keys stage, StageKind kind, Severity unknown) {
        this.stage = stage;
        this.kind = kind;
        this.unknown = unknown;
        this.problems = stage.problems();
    }

    /** Empty when it is wrong, which is reported. */
    Optional<ConnectionUse> read() {
        Node written = stage.get("connection").orElse(null);
        if (written == null) {
            problems.error(
                    stage.mapping().place(),
                    stage.path("connection"),
                    kind.withArticle() + " needs a connection",
                    "Add 'connection:' with a conn_id");
            return Optional.empty();
        }
        if (written instanceof Node.Scalar connId) {
            return byId(connId, new Keys(emptyAt(written.place()), stage.path("connection"), problems));
        }
        if (!(written instanceof Node.Mapping mapping)) {
            stage.wrong(written, "connection", "must be a conn_id or a mapping", "Write 'connection: <conn_id>'");
            return Optional.empty();
        }
        Keys keys = new Keys(mapping, stage.path("connection"), problems);
        if (keys.get("conn_id").orElse(null) instanceof Node.Scalar connId) {
            accept(keys, BY_ID, "a connection with a conn_id");
            return byId(connId, keys);
        }
        return inline(keys);
    }

    private static Node.Mapping emptyAt(Place place) {
        return new Node.Mapping(place, List.of());
    }

    private Optional<ConnectionUse> byId(Node.Scalar connId, Keys keys) {
        String name = connId.text().strip();
        if (name.isEmpty() || Templates.isTemplate(name)) {
            problems.error(
                    connId.place(),
                    stage.path("connection"),
                    name.isEmpty() ? "is empty" : "a conn_id cannot be a template",
                    "Write the conn_id of a connection");
            return Optional.empty();
        }
        return Optional.of(new ById(name, locator(keys), fields(keys), params(keys), connId.place()));
    }

    private Optional<ConnectionUse> inline(Keys keys) {
        if (!(keys.get("kind").orElse(null) instanceof Node.Scalar written)) {
            problems.error(
                    keys.mapping().place(),
                    stage.path("connection"),
                    "has neither a conn_id nor a kind",
                    "Add 'conn_id:' with the name of a connection");
            return Optional.empty();
        }
        Optional<Kind> found = Arrays.stream(Kind.values())
                .filter(one -> one.toString().equalsIgnoreCase(written.text().strip()))
                .findFirst();
        if (found.isEmpty()) {
            unknownKind(written);
            return Optional.empty();
        }
        Kind inline = found.get();
        accept(keys, inline == Kind.CUSTOM ? CUSTOM : INLINE, "a " + inline + " connection");
        if (kind == StageKind.SQL && inline != Kind.CUSTOM) {
            problems.error(
                    written.place(),
                    keys.path("kind"),
                    "a " + inline + " connection runs no statements",
                    "Use 'kind: self' for statements of DuckDB");
        }
        return Optional.of(new Inline(
                inline,
                inline == Kind.CUSTOM ? required(keys, "module", inline) : Optional.empty(),
                inline == Kind.CUSTOM ? required(keys, "classname", inline) : Optional.empty(),
                inline == Kind.CUSTOM ? locator(keys) : requiredLocator(keys, inline),
                fields(keys),
                params(keys),
                keys.object("config"),
                written.place()));
    }

    private void unknownKind(Node.Scalar written) {
        String text = written.text().strip();
        String path = stage.path("connection.kind");
        Optional<Map.Entry<String, String>> elsewhere = ELSEWHERE.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (elsewhere.isPresent()) {
            problems.error(
                    written.place(),
                    path,
                    "the connection kind '" + text + "' is not supported yet",
                    "Use " + elsewhere.get().getValue());
            return;
        }
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::toString).toList();
        problems.error(
                written.place(),
                path,
                "no connection kind is named '" + text + "'",
                Unknown.near(text, kinds) + "Use " + String.join(", ", kinds) + ", or conn_id instead of kind");
    }

    private void accept(Keys keys, List<String> accepted, String what) {
        for (Node.Entry entry : keys.mapping().entries()) {
            String key = entry.key().text();
            String path = keys.path(key);
            if (UNUSED.contains(key)) {
                problems.warning(entry.key().place(), path, "means nothing", "Remove it");
            } else if (!accepted.contains(key)) {
                String accepts = "A" + what.substring(1) + " accepts: " + String.join(", ", accepted);
                Unknown.key(entry.key(), path, unknown, "", accepted, accepts, problems);
            }
        }
    }

    private Optional<String> required(Keys keys, String key, Kind inline) {
        if (keys.get(key).isEmpty()) {
            problems.error(
                    keys.mapping().place(),
                    keys.path(key),
                    "a " + inline + " needs a " + key,
                    key.equals("module") ? "Add the Java package of the class" : "Add the name of the class");
        }
        return keys.words(key);
    }

    private Optional<String> requiredLocator(Keys keys, Kind inline) {
        if (keys.get("locator").isEmpty() && stage.get("locator").isEmpty()) {
            problems.error(
                    keys.mapping().place(),
                    keys.path("locator"),
                    "a " + inline + " connection needs a locator",
                    inline == Kind.VARIABLE ? "Add the name of the variable" : "Add the path of the file");
        }
        return locator(keys);
    }

    private Optional<String> locator(Keys keys) {
        once(keys, "locator");
        return Stream.of(keys, stage)
                .flatMap(at -> at.words("locator").stream())
                .findFirst();
    }

    private List<DeclaredColumn> fields(Keys keys) {
        once(keys, "fields");
        List<DeclaredColumn> columns = new ArrayList<>(keys.columns("fields"));
        columns.addAll(stage.columns("fields"));
        return columns;
    }

    /** Those of the stage join those of the connection. */
    private Map<String, @Nullable Object> params(Keys keys) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>(keys.object("params"));
        stage.object("params").forEach((key, value) -> {
            if (params.containsKey(key)) {
                twice("params." + key, stage.placeOf("params"));
            }
            params.put(key, value);
        });
        return params;
    }

    private void once(Keys keys, String key) {
        if (keys.get(key).isPresent() && stage.get(key).isPresent()) {
            twice(key, stage.placeOf(key));
        }
    }

    private void twice(String key, Place place) {
        problems.error(place, stage.path(key), "is there twice, here and below 'connection'", "Remove one of the two");
    }
}
