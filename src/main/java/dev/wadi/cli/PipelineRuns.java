package dev.wadi.cli;

import dev.wadi.engine.LogFormat;
import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunListener;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.pipeline.ShownStage;
import dev.wadi.spi.ConnectionException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Runs pipelines once, one after the other until one fails, for somebody at a terminal or for a script. */
final class PipelineRuns implements RunListener {

    private final Session session;
    private final Pipelines pipelines;
    private final CountDownLatch stop;
    private final boolean hasProgress;
    private final List<RunReport> reports = new ArrayList<>();
    private Optional<ProgressLine> line = Optional.empty();
    private boolean isWorld;

    /** @param stop counted down when runs are to be cancelled */
    PipelineRuns(Session session, Pipelines pipelines, LogFormat log, CountDownLatch stop) {
        this.session = session;
        this.pipelines = pipelines;
        this.stop = stop;
        this.hasProgress = session.shell().isTerminal()
                && log == LogFormat.TEXT
                && !session.isJson()
                && session.shell().environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(session.shell().environment().get("TERM"));
        pipelines.listener(this);
    }

    /**
     * Runs them.
     *
     * @throws RunFailedException when one fails
     */
    void run(List<String> ids, RunRequest request) {
        try {
            for (String id : ids) {
                end(run(id, request));
            }
        } finally {
            if (session.isJson()) {
                Json.print(
                        session.out(),
                        Map.of("runs", reports.stream().map(RunLine::of).toList()));
            }
        }
    }

    private RunReport run(String id, RunRequest request) {
        if (stop.getCount() == 0) {
            throw new RunFailedException(ExitCode.FAILED, "stopped before pipeline '" + id + "' ran");
        }
        line = hasProgress ? Optional.of(new ProgressLine(session.err())) : Optional.empty();
        RunWatch watch = new RunWatch(pipelines, id, stop, line);
        try {
            return pipelines.run(id, request);
        } finally {
            watch.close();
            line.ifPresent(ProgressLine::close);
        }
    }

    private void end(RunReport report) {
        reports.add(report);
        if (!session.isJson()) {
            print(report);
        }
        if (report.state() == RunReport.State.CANCELLED) {
            throw new RunFailedException(ExitCode.FAILED, "pipeline '" + report.pipeline() + "' was cancelled");
        }
        if (report.state() != RunReport.State.DONE) {
            throw new RunFailedException(
                    isWorld ? ExitCode.WORLD : ExitCode.FAILED,
                    "pipeline '" + report.pipeline() + "' failed: " + report.error());
        }
    }

    private void print(RunReport report) {
        session.out()
                .println(report.pipeline() + ": " + word(report) + " in " + Amounts.seconds(time(report)) + " s (run "
                        + report.id() + ")");
        Table table = new Table("stage", "kind", "rows", "bytes", "seconds")
                .right(2)
                .right(3)
                .right(4);
        for (RunReport.StageReport stage : report.stages()) {
            table.row(
                    stage.name(),
                    stage.kind(),
                    isMade(stage) ? "" : Amounts.count(stage.rows()),
                    stage.bytes() == 0 ? "" : Amounts.bytes(stage.bytes()),
                    Amounts.seconds(stage.time()));
        }
        if (table.size() > 0) {
            table.print(session.out());
        }
    }

    /** A transform that only other transforms read: nobody has counted its rows. */
    private static boolean isMade(RunReport.StageReport stage) {
        return stage.kind().equals("transform") && stage.rows() == 0;
    }

    private static String word(RunReport report) {
        return report.state().name().toLowerCase(Locale.ROOT);
    }

    private static Duration time(RunReport report) {
        Instant ended = report.ended();
        return ended == null ? Duration.ZERO : Duration.between(report.began(), ended);
    }

    @Override
    public synchronized void shows(ShownStage shown) {
        line.ifPresent(ProgressLine::erase);
        new StageText(session.isJson() ? session.err() : session.out(), session.isJson()).print(shown);
    }

    @Override
    public void logs(String logger, @Nullable Level level) {
        LogConfigurator.level(logger, level);
    }

    @Override
    public void failed(RunReport report, Throwable failure) {
        if (!report.trigger().equals("command") || RunListener.isBug(failure)) {
            RunListener.super.failed(report, failure);
        }
        isWorld = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            isWorld |= cause instanceof ConnectionException
                    || cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException;
        }
    }

    /** A run as JSON shows it. */
    record RunLine(
            String pipeline,
            String run,
            String state,
            String began,
            double seconds,
            List<StageLine> stages,
            @Nullable String error) {

        static RunLine of(RunReport report) {
            return new RunLine(
                    report.pipeline(),
                    report.id(),
                    word(report),
                    report.began().toString(),
                    time(report).toMillis() / 1000.0,
                    report.stages().stream().map(StageLine::of).toList(),
                    report.error());
        }
    }

    /** A stage as JSON shows it. */
    record StageLine(String stage, String kind, long rows, long bytes, double seconds) {

        static StageLine of(RunReport.StageReport stage) {
            return new StageLine(
                    stage.name(),
                    stage.kind(),
                    stage.rows(),
                    stage.bytes(),
                    stage.time().toMillis() / 1000.0);
        }
    }
}
