package dev.wadi.cli;

import dev.wadi.console.ServiceRun;
import java.util.stream.Collectors;

/** How runs are told on a terminal. */
final class RunTexts {

    private RunTexts() {}

    /** A time without parts of seconds. */
    static String time(String instant) {
        return instant.replaceFirst("\\.\\d+Z$", "Z");
    }

    /** How many rows its sinks wrote. */
    static long written(ServiceRun run) {
        return run.stages().stream()
                .filter(stage -> stage.kind().equals("sink"))
                .mapToLong(ServiceRun.Stage::rows)
                .sum();
    }

    /** {@code orders 1000, to_mysql 7}. */
    static String progress(ServiceRun run) {
        return run.stages().stream()
                .map(stage -> stage.name() + " " + stage.rows())
                .collect(Collectors.joining(", "));
    }

    /** Its end in one sentence. */
    static String end(ServiceRun run) {
        String error = run.error();
        return "Run " + run.runId() + " of pipeline '" + run.pipelineId() + "' is " + run.state()
                + (error == null || error.equals(run.state()) ? "" : ": " + error);
    }
}
