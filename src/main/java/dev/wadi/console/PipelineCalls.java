package dev.wadi.console;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import java.util.List;

/** Pipelines and their runs, over the API. They ask the store of runs, which may be a server. */
final class PipelineCalls {

    private static final String PIPELINES = "/api/v2/pipelines";
    private static final String RUNS = PIPELINES + "/:pipeline_id/runs";
    private static final String RUN = RUNS + "/:run_id";
    private static final int MAX_RUNS = 100;

    private final Pipelines pipelines;

    PipelineCalls(Pipelines pipelines) {
        this.pipelines = pipelines;
    }

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get(PIPELINES, "All pipelines", ServicePipeline.Page.class, asked -> list())
                        .slow(),
                ApiCall.get(RUNS, "The runs of a pipeline, the newest first", ServiceRun.Page.class, this::runs)
                        .with(
                                Parameter.number("limit", MAX_RUNS, "How many, at most " + MAX_RUNS),
                                Parameter.number("offset", 0, "How many to leave out"))
                        .slow(),
                ApiCall.get(RUN, "A run, as far as it is", ServiceRun.class, this::run)
                        .slow(),
                ApiCall.post(RUNS, "Run a pipeline", this::start)
                        .taking(RunCall.class)
                        .answering(202, ServiceRun.class)
                        .slow(),
                ApiCall.post(RUN + "/cancel", "Cancel a run", this::cancel)
                        .answering(202, ServiceRun.class)
                        .slow());
    }

    private Answer list() {
        List<ServicePipeline> all =
                pipelines.statuses().stream().map(ServicePipeline::of).toList();
        return Answer.ok(new ServicePipeline.Page(all, all.size()));
    }

    private Answer runs(Asked asked) {
        String pipeline = pipeline(asked);
        int limit = Math.min(asked.number("limit", MAX_RUNS), MAX_RUNS);
        List<ServiceRun> runs = pipelines.runs(pipeline, limit, asked.number("offset", 0)).stream()
                .map(ServiceRun::of)
                .toList();
        return Answer.ok(new ServiceRun.Page(runs, pipelines.count(pipeline)));
    }

    private Answer run(Asked asked) {
        return Answer.ok(ServiceRun.of(report(asked)));
    }

    private Answer start(Asked asked) {
        String pipeline = pipeline(asked);
        RunCall call = read(asked);
        RunReport begun = pipelines.start(pipeline, RunRequest.byApi(call.parameters(), call.fresh()));
        return Answer.of(202, ServiceRun.of(begun));
    }

    private static RunCall read(Asked asked) {
        try {
            return RunCall.read(asked.text());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(422, String.valueOf(e.getMessage()));
        }
    }

    private Answer cancel(Asked asked) {
        RunReport run = report(asked);
        if (!pipelines.cancel(run.pipeline(), run.id())) {
            boolean elsewhere = run.state() == RunReport.State.RUNNING;
            throw new RefusedException(
                    409,
                    "run " + run.id() + " of pipeline '" + run.pipeline() + "' "
                            + (elsewhere
                                    ? "runs in another process, where it has to be cancelled"
                                    : "does not run: it is " + ServiceStatus.word(run.state())));
        }
        return Answer.of(202, ServiceRun.of(run));
    }

    private String pipeline(Asked asked) {
        String id = asked.path("pipeline_id");
        pipelines.require(id);
        return id;
    }

    private RunReport report(Asked asked) {
        String pipeline = pipeline(asked);
        String run = asked.path("run_id");
        return pipelines
                .report(pipeline, run)
                .orElseThrow(() -> new RefusedException(404, "pipeline '" + pipeline + "' has no run '" + run + "'"));
    }
}
