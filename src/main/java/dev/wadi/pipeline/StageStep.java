package dev.wadi.pipeline;

import dev.wadi.spi.SinkMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One stage as the endpoint that does its work. */
final class StageStep {

    private final StageDefinition stage;
    private final List<Object> steps = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final boolean store;

    StageStep(StageDefinition stage, StageReaders readers) {
        this.stage = stage;
        StageOptions options = stage.options();
        boolean aside = options.toleratesErrors() || options.retries() > 0;
        this.store = aside || readers.several(stage.name());
    }

    /** The endpoint, and before it the texts that do not fit into its URI. */
    List<Object> steps() {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("uri", uri());
        common();
        endpoint.put("parameters", parameters);
        steps.add(Map.of("to", endpoint));
        return steps;
    }

    private void text(String option, String text) {
        if (StageTexts.isPlain(text)) {
            parameters.put(option, text);
            return;
        }
        Map<String, Object> variable = new LinkedHashMap<>();
        variable.put("name", StageTexts.variable(stage.name(), option));
        variable.put("constant", StageTexts.constant(text));
        steps.add(Map.of("setVariable", variable));
    }

    private String uri() {
        if (stage instanceof StageDefinition.Tap tap) {
            name();
            tap.query().ifPresent(query -> text("query", query));
            tap.incremental().ifPresent(column -> text("incremental", column));
            return "tap:" + connection(tap.connection());
        }
        if (stage instanceof StageDefinition.Sink sink) {
            name();
            sink.query().ifPresent(query -> text("query", query));
            sinkOptions(sink);
            return "sink:" + connection(sink.connection());
        }
        if (stage instanceof StageDefinition.Sql sql) {
            name();
            text("query", sql.query());
            return "statement:" + connection(sql.connection());
        }
        if (stage instanceof StageDefinition.Self self) {
            text("query", self.query());
            parameters.put("statements", true);
        } else if (stage instanceof StageDefinition.Transform transform) {
            text("query", transform.query());
        }
        if (StageTexts.isPlain(stage.name())) {
            return "transform:" + stage.name();
        }
        name();
        return "transform:stage";
    }

    private void name() {
        parameters.put("name", StageTexts.name(stage.name()));
    }

    private void sinkOptions(StageDefinition.Sink sink) {
        if (sink.mode() != SinkMode.APPEND) {
            parameters.put("mode", sink.mode().name().toLowerCase(Locale.ROOT));
        }
        if (!sink.key().isEmpty()) {
            text("key", String.join(",", sink.key()));
        }
        if (!sink.create()) {
            parameters.put("create", false);
        }
    }

    private String connection(ConnectionUse use) {
        use.locator().ifPresent(locator -> text("locator", locator));
        if (!use.fields().isEmpty()) {
            text("fields", StageTexts.json(use.fields()));
        }
        if (!use.params().isEmpty()) {
            text("params", StageTexts.json(use.params()));
        }
        if (use instanceof ConnectionUse.ById byId) {
            return byId.connId();
        }
        ConnectionUse.Inline inline = (ConnectionUse.Inline) use;
        parameters.put("inline", true);
        inline.module().ifPresent(module -> text("module", module));
        inline.classname().ifPresent(name -> text("classname", name));
        if (!inline.config().isEmpty()) {
            text("config", StageTexts.json(inline.config()));
        }
        return inline.kind().toString();
    }

    private void common() {
        StageOptions options = stage.options();
        if (store && !(stage instanceof StageDefinition.Sink)) {
            parameters.put("store", true);
        }
        if (options.show() != 0) {
            parameters.put("show", options.show());
        }
        if (options.showSchema()) {
            parameters.put("showSchema", true);
        }
        if (options.retries() > 0) {
            parameters.put("retries", options.retries());
        }
        options.logLevel().ifPresent(level -> parameters.put("logLevel", level));
        options.timeout().ifPresent(limit -> parameters.put("timeout", limit.toMillis()));
    }
}
