package dev.wadi.pipeline;

import dev.wadi.spi.SinkMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One stage as the endpoint that does its work. */
final class StageStep {

    private final StageDefinition stage;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final boolean store;

    StageStep(StageDefinition stage, StageReaders readers) {
        this.stage = stage;
        StageOptions options = stage.options();
        boolean aside = options.toleratesErrors() || options.retries() > 0;
        this.store = aside || readers.several(stage.name());
    }

    /** The endpoint's URI and parameters. */
    Map<String, Object> step() {
        String uri = uri();
        common();
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("uri", uri);
        step.put("parameters", parameters);
        return step;
    }

    private String uri() {
        if (stage instanceof StageDefinition.Tap tap) {
            name();
            tap.query().ifPresent(query -> parameters.put("query", Verbatim.of(query)));
            tap.incremental().ifPresent(column -> parameters.put("incremental", Verbatim.of(column)));
            return "tap:" + connection(tap.connection());
        }
        if (stage instanceof StageDefinition.Sink sink) {
            name();
            sink.query().ifPresent(query -> parameters.put("query", Verbatim.of(query)));
            sinkOptions(sink);
            return "sink:" + connection(sink.connection());
        }
        if (stage instanceof StageDefinition.Sql sql) {
            name();
            parameters.put("query", Verbatim.of(sql.query()));
            return "statement:" + connection(sql.connection());
        }
        if (stage instanceof StageDefinition.Self self) {
            parameters.put("query", Verbatim.of(self.query()));
            parameters.put("statements", true);
        } else if (stage instanceof StageDefinition.Transform transform) {
            parameters.put("query", Verbatim.of(transform.query()));
        }
        return "transform:" + stage.name();
    }

    private void name() {
        parameters.put("name", Verbatim.of(stage.name()));
    }

    private void sinkOptions(StageDefinition.Sink sink) {
        if (sink.mode() != SinkMode.APPEND) {
            parameters.put("mode", sink.mode().name().toLowerCase(Locale.ROOT));
        }
        if (!sink.key().isEmpty()) {
            parameters.put("key", Verbatim.of(String.join(",", sink.key())));
        }
        if (!sink.create()) {
            parameters.put("create", false);
        }
    }

    private String connection(ConnectionUse use) {
        use.locator().ifPresent(locator -> parameters.put("locator", Verbatim.of(locator)));
        if (!use.fields().isEmpty()) {
            parameters.put("fields", Verbatim.json(use.fields()));
        }
        if (!use.params().isEmpty()) {
            parameters.put("params", Verbatim.json(use.params()));
        }
        if (use instanceof ConnectionUse.ById byId) {
            return byId.connId();
        }
        ConnectionUse.Inline inline = (ConnectionUse.Inline) use;
        parameters.put("inline", true);
        inline.module().ifPresent(module -> parameters.put("module", Verbatim.of(module)));
        inline.classname().ifPresent(name -> parameters.put("classname", Verbatim.of(name)));
        if (!inline.config().isEmpty()) {
            parameters.put("config", Verbatim.json(inline.config()));
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
        options.timeout().ifPresent(limit -> parameters.put("timeout", limit.toMillis()));
    }
}
