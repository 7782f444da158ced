package dev.wadi.pipeline;

import static dev.wadi.pipeline.StageKind.HEADER;
import static dev.wadi.pipeline.StageKind.PIPELINE;
import static dev.wadi.pipeline.StageKind.SELF;
import static dev.wadi.pipeline.StageKind.SINK;
import static dev.wadi.pipeline.StageKind.SQL;
import static dev.wadi.pipeline.StageKind.TAP;
import static dev.wadi.pipeline.StageKind.TRANSFORM;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys that stages may have. The reader, its messages and the JSON Schema are made from this list. */
enum StageKey {
    NAME(
            Form.TEXT,
            Kinds.ALL,
            "The name of the stage, unique in its file. Later stages read its rows by it, as a table."),
    KIND(Form.KIND, Kinds.ALL, "What the stage does."),
    CONNECTION(
            Form.CONNECTION,
            EnumSet.of(TAP, SINK, SQL, SELF),
            "The conn_id of a connection, or a mapping with conn_id, locator, fields and params."),
    QUERY(
            Form.TEXT,
            EnumSet.of(TAP, TRANSFORM, SINK, SQL, SELF),
            "SQL: of the connection's system in a tap or an sql stage, of DuckDB elsewhere."),
    LOCATOR(Form.TEXT, Kinds.CONNECTED, "The table, path or folder that is meant."),
    FIELDS(Form.COLUMNS, Kinds.CONNECTED, "Columns with their types, in DuckDB's words."),
    PARAMS(Form.OBJECT, Kinds.CONNECTED, "Parameters for the connection."),
    INCREMENTAL(
            Form.TEXT,
            EnumSet.of(TAP),
            "The column whose highest value is remembered, so that the next run goes on from there."),
    MODE(Form.MODE, EnumSet.of(SINK), "What becomes of rows that are there already."),
    KEY(Form.TEXTS, EnumSet.of(SINK), "The columns by which an upsert tells rows apart."),
    CREATE(Form.TRUTH, EnumSet.of(SINK), "Whether a table that is absent is made."),
    STAGES(Form.STAGES, EnumSet.of(PIPELINE), "Stages that run once, or once for each row of the stage before."),
    SKIP_IF(Form.SCALAR, Kinds.RUNNING, "When this is true, the stage is skipped."),
    SHOW(Form.WHOLE, Kinds.RUNNING, "How many of its rows are printed; all of them for a negative number."),
    SHOW_SCHEMA(Form.TRUTH, Kinds.RUNNING, "Whether its columns are printed."),
    ON_ERROR(Form.ON_ERROR, Kinds.RUNNING, "Whether a failure fails the run, or is only warned of."),
    THROTTLE(Form.DURATION, Kinds.RUNNING, "How long to wait after the stage, in seconds or as 500ms, 30s, 5m."),
    LOG_LEVEL(Form.LOG_LEVEL, Kinds.RUNNING, "How much is logged from this stage on."),
    RETRIES(Form.WHOLE, Kinds.SINGLE, "How often the stage is tried again when it fails."),
    TIMEOUT(
            Form.DURATION,
            EnumSet.complementOf(EnumSet.of(PIPELINE)),
            "After which the stage, or in a header the run, is stopped: in seconds or as 30s, 5m, 2h."),
    SCHEDULE(
            Form.TEXT,
            EnumSet.of(HEADER),
            "When the pipeline runs: a Quartz cron expression, such as 0 0 6 * * ? for every day at six."),
    ON_FAILED_SWAP(
            Form.ON_FAILED_SWAP,
            EnumSet.of(HEADER),
            "When a changed version of the file is wrong: keep the one that runs, or stop it."),
    PARAMETERS(Form.OBJECT, EnumSet.of(HEADER), "The variables that a run begins with unless its caller gives others."),
    COMPATIBILITY(Form.COMPATIBILITY, EnumSet.of(HEADER), "With ankaflow, unknown keys are only warned of.");

    /** What a value looks like. */
    enum Form {
        TEXT,
        SCALAR,
        TEXTS,
        WHOLE,
        TRUTH,
        DURATION,
        OBJECT,
        COLUMNS,
        KIND,
        CONNECTION,
        STAGES,
        MODE,
        ON_ERROR,
        LOG_LEVEL,
        ON_FAILED_SWAP,
        COMPATIBILITY
    }

    private static final class Kinds {
        static final Set<StageKind> ALL = EnumSet.allOf(StageKind.class);
        static final Set<StageKind> RUNNING = EnumSet.complementOf(EnumSet.of(HEADER));
        static final Set<StageKind> SINGLE = EnumSet.complementOf(EnumSet.of(HEADER, PIPELINE));
        static final Set<StageKind> CONNECTED = EnumSet.of(TAP, SINK, SQL);
    }

    private final Form form;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes it
    private final Set<StageKind> kinds;

    private final String description;

    StageKey(Form form, Set<StageKind> kinds, String description) {
        this.form = form;
        this.kinds = kinds;
        this.description = description;
    }

    /** As it is written. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    Form form() {
        return form;
    }

    Set<StageKind> kinds() {
        return kinds;
    }

    String description() {
        return description;
    }

    /** The keys that a kind of stage may have. */
    static List<StageKey> of(StageKind kind) {
        return Arrays.stream(values()).filter(key -> key.kinds.contains(kind)).toList();
    }

    static Optional<StageKey> find(String written) {
        return Arrays.stream(values())
                .filter(key -> key.written().equals(written))
                .findFirst();
    }

    /** Which kinds of stages have it, as the end of a sentence. */
    String isFor() {
        return "It is for " + kinds.stream().map(StageKind::withArticle).collect(Collectors.joining(" or "));
    }
}
