package dev.wadi.pipeline;

import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problem.Severity;
import dev.wadi.config.Problems;
import dev.wadi.pipeline.ConnectionUse.Inline;
import dev.wadi.pipeline.ConnectionUse.Kind;
import dev.wadi.pipeline.StageDefinition.Nested;
import dev.wadi.pipeline.StageDefinition.Self;
import dev.wadi.pipeline.StageDefinition.Sink;
import dev.wadi.pipeline.StageDefinition.Sql;
import dev.wadi.pipeline.StageDefinition.Tap;
import dev.wadi.pipeline.StageDefinition.Transform;
import dev.wadi.spi.SinkMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the stages of a list. */
final class StageReader {

    static final List<String> ON_ERROR = List.of("fail", "continue", "warn");
    static final List<String> LOG_LEVELS = List.of("INFO", "WARNING", "DEBUG");
    static final List<String> MODES = Arrays.stream(SinkMode.values())
            .map(mode -> mode.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Names are tables in SQL, in quotes. */
    static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_ -]{0,99}";

    private static final Pattern NAMES = Pattern.compile(NAME);

    /** What AnkaFlow accepts and does nothing with. */
    private static final List<String> UNUSED = List.of("explain", "context");

    /** What is rendered before a stage runs. */
    private static final List<String> RENDERED = List.of("skip_if", "query", "connection", "locator", "params");

    private final Severity unknown;
    private final Set<String> variables;
    private final Problems problems;
    private final List<StageOutline> outlines = new ArrayList<>();
    private final List<StageDefinition> stages = new ArrayList<>();

    /** Whether a stage of the list makes rows that a sink or a loop could go on with. */
    private boolean hasRows;

    /**
     * @param unknown how bad an unknown key is
     * @param variables the names of variables that the pipeline has from the beginning
     */
    StageReader(Severity unknown, Set<String> variables, Problems problems) {
        this.unknown = unknown;
        this.variables = variables;
        this.problems = problems;
    }

    List<StageOutline> outlines() {
        return outlines;
    }

    /** What could be made. */
    List<StageDefinition> stages() {
        return stages;
    }

    /** Reads an item that is no header. */
    void read(Node item) {
        if (!(item instanceof Node.Mapping mapping)) {
            problems.error(item.place(), "", "must be a stage", "Write a mapping with 'kind' and 'name'");
            return;
        }
        Optional<String> name = name(mapping);
        Keys keys = new Keys(mapping, name.orElse(""), problems);
        Optional<StageKind> kind = kind(keys);
        if (kind.isEmpty()) {
            name.ifPresent(known -> outline(kind, known, keys, true, List.of()));
            hasRows = true; // what an unknown stage makes cannot be told
            return;
        }
        refuseUnknown(keys, kind.get());
        for (String key : RENDERED) {
            keys.get(key).ifPresent(node -> templates(node, keys.path(key)));
        }
        StageReader inner = new StageReader(unknown, variables, problems);
        if (kind.get() == StageKind.PIPELINE) {
            nested(keys, inner);
        }
        StageOptions options = options(keys, name.orElse(""));
        Optional<? extends StageDefinition> stage = stage(kind.get(), keys, options, inner);
        if (name.isPresent()) {
            outline(kind, name.get(), keys, stage.isEmpty(), inner.outlines());
            stage.ifPresent(stages::add);
        }
        hasRows |= kind.get() == StageKind.TAP || kind.get() == StageKind.TRANSFORM;
    }

    private void templates(Node node, String path) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach(entry ->
                            templates(entry.value(), path + "." + entry.key().text()));
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> templates(item, path));
        } else if (node instanceof Node.Scalar scalar && Templates.isTemplate(scalar.text())) {
            template(scalar, path);
        }
    }

    private void template(Node.Scalar text, String path) {
        Optional<TemplateException> wrong = Templates.problem(text.text());
        if (wrong.isPresent()) {
            problems.error(text.place(), path, String.valueOf(wrong.get().getMessage()), "Correct the template");
            return;
        }
        Templates.undefined(text.text(), variables)
                .forEach((name, meant) -> problems.warning(
                        text.place(),
                        path,
                        "'" + name + "' is not defined, so that << " + name + " >> becomes nothing",
                        meant + "Templates know variables, context and API"));
    }

    private void outline(
            Optional<StageKind> kind, String name, Keys keys, boolean isBroken, List<StageOutline> children) {
        Optional<String> query = keys.get("query")
                .flatMap(node -> node instanceof Node.Scalar text ? Optional.of(text.text()) : Optional.empty());
        Place place = keys.mapping()
                .get("name")
                .map(Node::place)
                .orElse(keys.mapping().place());
        outlines.add(new StageOutline(
                kind,
                name,
                query.filter(text -> isForDuckDb(kind, keys)),
                place,
                keys.placeOf("query"),
                isBroken,
                children));
    }

    /** Whether the query is one of DuckDB: those of taps of files are, too. */
    private static boolean isForDuckDb(Optional<StageKind> kind, Keys keys) {
        if (kind.isEmpty() || kind.get() == StageKind.SQL) {
            return false;
        }
        if (kind.get() != StageKind.TAP) {
            return true;
        }
        return keys.get("connection").orElse(null) instanceof Node.Mapping connection
                && connection.get("kind").orElse(null) instanceof Node.Scalar inline
                && List.of("parquet", "csv", "json").contains(inline.text().toLowerCase(Locale.ROOT));
    }

    private Optional<String> name(Node.Mapping stage) {
        Node written = stage.get("name").orElse(null);
        if (written instanceof Node.Scalar scalar
                && scalar.value() != null
                && !scalar.text().isBlank()) {
            String name = scalar.text();
            if (!NAMES.matcher(name).matches()) {
                problems.error(
                        scalar.place(),
                        "name",
                        "'" + name + "' cannot be the name of a stage",
                        "Begin with a letter, and use letters, digits, '_', '-' and blanks only");
            }
            return Optional.of(name);
        }
        problems.error(
                written == null ? stage.place() : written.place(), "", "a stage without a name", "Add 'name:' to it");
        return Optional.empty();
    }

    private Optional<StageKind> kind(Keys keys) {
        Node written = keys.get("kind").orElse(null);
        List<String> kinds = StageKind.words();
        if (written == null) {
            problems.error(
                    keys.mapping().place(), keys.path("kind"), "is missing", "Add one of " + String.join(", ", kinds));
            return Optional.empty();
        }
        String text = written instanceof Node.Scalar scalar ? scalar.text() : "";
        Optional<StageKind> kind = StageKind.of(text);
        if (kind.isEmpty()) {
            keys.wrong(
                    written,
                    "kind",
                    "is no kind of stage",
                    Unknown.near(text, kinds) + "Use one of " + String.join(", ", kinds));
        }
        return kind;
    }

    private void refuseUnknown(Keys keys, StageKind kind) {
        List<String> accepted =
                StageKey.of(kind).stream().map(StageKey::written).toList();
        for (Node.Entry entry : keys.mapping().entries()) {
            String key = entry.key().text();
            if (accepted.contains(key)) {
                continue;
            }
            if (UNUSED.contains(key)) {
                problems.warning(entry.key().place(), keys.path(key), "means nothing", "Remove it");
                continue;
            }
            String hint = StageKey.find(key).map(StageKey::isFor).orElse("");
            String article = kind.withArticle();
            String accepts = "A" + article.substring(1) + " accepts: " + String.join(", ", accepted);
            Unknown.key(entry.key(), keys.path(key), unknown, hint, accepted, accepts, problems);
        }
    }

    private StageOptions options(Keys keys, String name) {
        Optional<String> onError = keys.choice("on_error", ON_ERROR);
        return new StageOptions(
                name,
                keys.text("skip_if"),
                keys.whole("show", Integer.MIN_VALUE, 0),
                keys.truth("show_schema", false),
                onError.filter(word -> !word.equals("fail")).isPresent(),
                keys.duration("throttle"),
                keys.choice("log_level", LOG_LEVELS),
                keys.whole("retries", 0, 0),
                keys.duration("timeout"),
                keys.mapping().place(),
                places(keys));
    }

    private static Map<String, Place> places(Keys keys) {
        Map<String, Place> places = new HashMap<>();
        keys.mapping()
                .entries()
                .forEach(entry -> places.put(entry.key().text(), entry.value().place()));
        if (keys.get("connection").orElse(null) instanceof Node.Mapping connection) {
            connection
                    .entries()
                    .forEach(entry -> places.put(
                            "connection." + entry.key().text(), entry.value().place()));
        }
        return places;
    }

    private Optional<? extends StageDefinition> stage(
            StageKind kind, Keys keys, StageOptions options, StageReader inner) {
        return switch (kind) {
            case TAP -> connection(keys, kind)
                    .map(use -> new Tap(options, use, keys.words("query"), keys.words("incremental")));
            case TRANSFORM -> query(keys, kind).map(query -> new Transform(options, query));
            case SINK -> sink(keys, options);
            case SQL -> {
                Optional<String> query = query(keys, kind);
                yield connection(keys, kind).flatMap(use -> query.map(text -> new Sql(options, use, text)));
            }
            case SELF -> self(keys, options);
            case PIPELINE -> Optional.of(new Nested(options, inner.stages(), hasRows));
            case HEADER -> throw new IllegalStateException("a header is no stage");
        };
    }

    private Optional<ConnectionUse> connection(Keys keys, StageKind kind) {
        return new ConnectionUseReader(keys, kind, unknown).read();
    }

    private Optional<String> query(Keys keys, StageKind kind) {
        if (keys.get("query").isEmpty()) {
            problems.error(
                    keys.mapping().place(), keys.path("query"), kind.withArticle() + " needs a query", "Add 'query:'");
        }
        return keys.words("query");
    }

    private Optional<Self> self(Keys keys, StageOptions options) {
        if (keys.get("connection").isPresent()) {
            problems.warning(
                    keys.placeOf("connection"),
                    keys.path("connection"),
                    "is not used, since a self stage runs in the DuckDB of the run",
                    "Remove it, or use 'kind: sql'");
        }
        return query(keys, StageKind.SELF).map(query -> new Self(options, query));
    }

    private Optional<Sink> sink(Keys keys, StageOptions options) {
        Optional<ConnectionUse> connection = connection(keys, StageKind.SINK);
        Optional<String> query = keys.words("query");
        Optional<SinkMode> written =
                keys.choice("mode", MODES).map(mode -> SinkMode.valueOf(mode.toUpperCase(Locale.ROOT)));
        List<String> key = keys.texts("key");
        boolean hasMode = keys.get("mode").isPresent();
        if (written.orElse(null) == SinkMode.UPSERT && keys.get("key").isEmpty()) {
            problems.error(
                    keys.placeOf("mode"),
                    keys.path("key"),
                    "an upsert needs the columns that tell rows apart",
                    "Add 'key: [<column>]'");
        }
        if (written.orElse(null) != SinkMode.UPSERT && keys.get("key").isPresent() && hasMode == written.isPresent()) {
            problems.error(
                    keys.placeOf("key"),
                    keys.path("key"),
                    "has no meaning in the mode " + name(written.orElse(SinkMode.APPEND)),
                    "Add 'mode: upsert', or remove it");
        }
        if (query.isEmpty() && !hasRows) {
            problems.error(
                    keys.mapping().place(),
                    keys.path("query"),
                    "there is no tap or transform before this sink in its list, so it has no rows to write",
                    "Put it after the stage that makes its rows, or add 'query:'");
        }
        boolean create = keys.truth("create", true);
        return connection.map(use -> new Sink(options, use, query, written.orElse(usual(use)), key, create));
    }

    private static String name(SinkMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** AnkaFlow's files and variables are written anew each time. */
    private static SinkMode usual(ConnectionUse use) {
        return use instanceof Inline inline && inline.kind() != Kind.CUSTOM ? SinkMode.REPLACE : SinkMode.APPEND;
    }

    private void nested(Keys keys, StageReader inner) {
        Node written = keys.get("stages").orElse(null);
        if (!(written instanceof Node.Sequence list) || list.items().isEmpty()) {
            problems.error(
                    written == null ? keys.mapping().place() : written.place(),
                    keys.path("stages"),
                    "a pipeline needs a list of stages",
                    "Add 'stages:' with a list below it");
            return;
        }
        for (Node item : list.items()) {
            if (PipelineReader.isHeader(item)) {
                problems.error(item.place(), keys.path("stages"), "a header inside a stage", "Put it at the top");
            } else {
                inner.read(item);
            }
        }
    }
}
