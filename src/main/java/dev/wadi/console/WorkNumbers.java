package dev.wadi.console;

import dev.wadi.engine.Engine;
import dev.wadi.engine.RouteTraffic;
import dev.wadi.pipeline.PipelineCounts;
import dev.wadi.pipeline.PipelineCounts.StageCounts;
import dev.wadi.pipeline.RunReport;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What routes, pipelines and their stages have done, as metrics. */
final class WorkNumbers {

    private final Engine engine;
    private final Numbers numbers;

    WorkNumbers(Engine engine, Numbers numbers) {
        this.engine = engine;
        this.numbers = numbers;
    }

    void add() {
        List<StageCounts> stages = engine.stageCounts();
        routes(engine.traffic());
        pipelines(engine.pipelines().counts(), stages);
        stages(stages);
    }

    private record Result(RouteTraffic traffic, String result, long count) {

        static Stream<Result> of(RouteTraffic traffic) {
            long failed = traffic.exchanges().failed();
            return Stream.of(
                    new Result(traffic, "completed", traffic.exchanges().total() - failed - traffic.handled()),
                    new Result(traffic, "handled", traffic.handled()),
                    new Result(traffic, "failed", failed));
        }

        Labels labels() {
            return Labels.of("route", traffic.route(), "result", result);
        }
    }

    private void routes(List<RouteTraffic> traffic) {
        numbers.counter(
                "wadi_route_exchanges",
                "Exchanges that left the route: completed, failed, or with a failure that the route handled",
                traffic.stream().flatMap(Result::of).toList(),
                Result::labels,
                Result::count);
        numbers.gauge(
                "wadi_route_exchanges_in_flight",
                "Exchanges that are in the route now",
                traffic,
                WorkNumbers::route,
                RouteTraffic::inFlight);
        numbers.histogram(
                "wadi_route_exchange_duration_seconds",
                "How long exchanges were in the route",
                traffic,
                WorkNumbers::route,
                RouteTraffic::exchanges);
    }

    private static Labels route(RouteTraffic traffic) {
        return Labels.of("route", traffic.route());
    }

    private record Ended(String pipeline, RunReport.State state, long runs) {

        static Stream<Ended> of(PipelineCounts counts) {
            return counts.runs().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new Ended(counts.pipeline(), entry.getKey(), entry.getValue()));
        }

        Labels labels() {
            return Labels.of("pipeline", pipeline, "state", ServiceStatus.word(state));
        }
    }

    private void pipelines(List<PipelineCounts> counts, List<StageCounts> stages) {
        data(counts, stages);
        numbers.counter(
                "wadi_pipeline_runs",
                "Runs of the pipeline that ended, by how they did",
                counts.stream().flatMap(Ended::of).toList(),
                Ended::labels,
                Ended::runs);
        perPipeline("wadi_pipeline_running", "1 while a run is going on", counts, one -> one.isRunning() ? 1 : 0);
        numbers.counter(
                "wadi_pipeline_run_duration_seconds",
                "How long the runs that ended took together",
                counts,
                WorkNumbers::pipeline,
                one -> seconds(one.time()));
        perPipeline(
                "wadi_pipeline_last_run_duration_seconds",
                "How long the run took that ended last",
                counts.stream().filter(one -> one.last().isPresent()).toList(),
                one -> seconds(one.last().orElseThrow()));
        perPipeline(
                "wadi_pipeline_last_success_age_seconds",
                "Seconds since a run was done last, in an earlier process too",
                counts.stream().filter(one -> one.lastSuccess().isPresent()).toList(),
                one -> age(one.lastSuccess().orElseThrow()));
    }

    private record Rows(String pipeline, String direction, double number) {

        static Stream<Rows> of(String pipeline, List<StageCounts> stages) {
            return Stream.of(
                    new Rows(pipeline, "read", sum(stages, pipeline, "tap", StageCounts::rows)),
                    new Rows(pipeline, "written", sum(stages, pipeline, "sink", StageCounts::rows)));
        }

        Labels labels() {
            return Labels.of("pipeline", pipeline, "direction", direction);
        }
    }

    private static double sum(
            List<StageCounts> stages, String pipeline, String kind, ToDoubleFunction<StageCounts> value) {
        return stages.stream()
                .filter(stage ->
                        stage.pipeline().equals(pipeline) && stage.kind().equals(kind))
                .mapToDouble(value)
                .sum();
    }

    private void data(List<PipelineCounts> counts, List<StageCounts> stages) {
        numbers.counter(
                "wadi_pipeline_rows",
                "Rows that taps of the pipeline read, and that its sinks wrote",
                counts.stream().flatMap(one -> Rows.of(one.pipeline(), stages)).toList(),
                Rows::labels,
                Rows::number);
        numbers.counter(
                "wadi_pipeline_bytes",
                "Bytes of batches that taps of the pipeline read",
                counts,
                WorkNumbers::pipeline,
                one -> sum(stages, one.pipeline(), "tap", StageCounts::bytes));
    }

    private void perPipeline(
            String name, String help, List<PipelineCounts> counts, ToDoubleFunction<PipelineCounts> value) {
        numbers.gauge(name, help, counts, WorkNumbers::pipeline, value);
    }

    private static Labels pipeline(PipelineCounts counts) {
        return Labels.of("pipeline", counts.pipeline());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private void stages(List<StageCounts> stages) {
        perStage("wadi_stage_rows", "Rows that the stage read or wrote", stages, StageCounts::rows);
        perStage(
                "wadi_stage_bytes",
                "Bytes of batches that the stage read; 0 where bytes are handed on undecoded",
                stages,
                StageCounts::bytes);
        perStage(
                "wadi_stage_duration_seconds",
                "From the stage's beginning to its last row, of all runs together",
                stages,
                stage -> seconds(stage.time()));
    }

    private void perStage(String name, String help, List<StageCounts> stages, ToDoubleFunction<StageCounts> value) {
        numbers.counter(
                name,
                help,
                stages,
                stage -> Labels.of("pipeline", stage.pipeline(), "stage", stage.stage(), "kind", stage.kind()),
                value);
    }

    private static double age(Instant then) {
        return Duration.between(then, Instant.now()).toMillis() / 1000.0;
    }
}
