package dev.wadi.pipeline;

import dev.wadi.config.ConfigurationException;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says when a run has not come to its end: one line, and with a bug its stack trace. */
final class FailureLog {

    /** What the outside world does. */
    private static final List<Class<? extends Throwable>> WORLD =
            List.of(ConnectionException.class, IOException.class, SQLException.class);

    /** What is said of files, of settings, and of rows that do not fit. */
    private static final List<Class<? extends Throwable>> EXPECTED = List.of(
            ConfigurationException.class,
            IllegalArgumentException.class,
            IllegalStateException.class,
            PipelineFailedException.class,
            RunCancelledException.class,
            RunOverlapsException.class,
            RunStoreException.class,
            StageFailedException.class,
            TemplateException.class,
            UncheckedIOException.class);

    private FailureLog() {}

    /** The log of a pipeline's runs. */
    static Logger of(String pipeline) {
        return LoggerFactory.getLogger("dev.wadi.run." + pipeline);
    }

    /** Of a run that has failed, or was cut short. */
    static void run(RunReport report, Throwable failure) {
        Logger log = of(report.pipeline());
        if (report.state() == State.FAILED) {
            write(
                    log,
                    failure,
                    "pipeline '{}', run {}, failed: {}",
                    report.pipeline(),
                    report.id(),
                    line(report.error()));
        } else {
            log.info("pipeline '{}', run {}: {}", report.pipeline(), report.id(), report.error());
        }
    }

    /** Of a route that is no pipeline, one stage of which has failed. */
    static void route(String route, StageFailedException failure) {
        write(of(route), failure, "route '{}': {}", route, line(failure.getMessage()));
    }

    private static void write(Logger log, Throwable failure, String line, String... ids) {
        Throwable thrown = StageFailedException.in(failure)
                .filter(stage -> stage.getCause() != null)
                .map(Throwable::getCause)
                .orElse(failure);
        log.atError().setCause(isBug(thrown) ? thrown : null).log(line, (Object[]) ids);
    }

    /** Whether somebody who mends it needs to know where it was thrown. */
    static boolean isBug(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable thrown = cause;
            if (WORLD.stream().anyMatch(world -> world.isInstance(thrown))) {
                return false;
            }
        }
        boolean expected = EXPECTED.stream().anyMatch(known -> known.isInstance(failure));
        boolean unchecked = failure instanceof RuntimeException || failure instanceof Error;
        return unchecked && (!expected || failure instanceof NumberFormatException);
    }

    /** DuckDB's messages go on with a line of the statement, and one that points into it. */
    private static String line(@Nullable String text) {
        String said = String.valueOf(text).replaceFirst("(?s)\\R\\s*LINE \\d+: .*", "");
        return said.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
