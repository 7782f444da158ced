package dev.wadi.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What lines of the log belong to while something is done on this thread, and on those of the runs that it gives work to:
 * the ids that SLF4J's MDC has.
 */
final class LoggedIds {

    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    private LoggedIds() {}

    static LoggedIds ofRun(PipelineRun run) {
        LoggedIds ids = new LoggedIds();
        ids.put(RunListener.RUN_IN_LOG, run.id());
        ids.put("pipeline", run.pipeline());
        return ids;
    }

    static LoggedIds ofStage(StageEndpoint stage) {
        LoggedIds ids = new LoggedIds();
        ids.put("stage", stage.stageName());
        if (stage instanceof ConnectedEndpoint connected && !connected.isInline()) {
            ids.put("connection", connected.getConnection());
        }
        return ids;
    }

    private void put(String name, String id) {
        before.put(name, MDC.get(name));
        MDC.put(name, id);
    }

    /** Lines of this thread belong to what they did before. */
    void end() {
        before.forEach(LoggedIds::restore);
    }

    private static void restore(String name, @Nullable String id) {
        if (id == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, id);
        }
    }

    /** A task whose lines belong to what those of this thread do. */
    static Runnable around(Runnable task) {
        Map<String, String> ids = MDC.getCopyOfContextMap();
        if (ids == null || ids.isEmpty()) {
            return task;
        }
        return () -> {
            MDC.setContextMap(ids);
            try {
                task.run();
            } finally {
                MDC.clear();
            }
        };
    }
}
