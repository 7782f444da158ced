package dev.wadi.console;

import dev.wadi.connection.ConnectionCounts;
import dev.wadi.connection.ConnectionUse;
import dev.wadi.connection.ConnectionWork;
import dev.wadi.engine.Engine;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.RouteFileStatus;
import dev.wadi.engine.RouteTraffic;
import dev.wadi.pipeline.PipelineCounts;
import dev.wadi.pipeline.PipelineCounts.StageCounts;
import dev.wadi.pipeline.RunReport;
import dev.wadi.spi.Pooled;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What an engine has counted, as metrics. Their labels are ids that people wrote, never hosts or values. */
final class EngineNumbers {

    private final Engine engine;
    private final EngineStatus status;
    private final Numbers numbers = new Numbers();

    private EngineNumbers(Engine engine) {
        this.engine = engine;
        this.status = engine.status();
    }

    /** All of them as they are now. */
    static MetricSnapshots of(Engine engine) {
        EngineNumbers now = new EngineNumbers(engine);
        now.loads();
        now.routes();
        List<StageCounts> stages = engine.stageCounts();
        now.pipelines(stages);
        now.stages(stages);
        now.connections();
        now.changes();
        now.pools();
        return now.numbers.collected();
    }

    private void loads() {
        numbers.gauge("wadi_ready", "1 when all that can be started has been", engine.isReady() ? 1 : 0);
        numbers.counter(
                "wadi_reloads", "How often all files were read", status.loads().reloads());
        numbers.gauge(
                "wadi_rejected_files",
                "Files of which nothing, or only an older version, is in use",
                status.rejectedFiles());
        numbers.gauge(
                "wadi_last_good_load_age_seconds",
                "Seconds since all files were in use as they were written",
                status.loads().lastGood().map(EngineNumbers::age).orElse(Double.NaN));
        numbers.gauge(
                "wadi_route_files",
                "Files of routes in each state",
                List.of(RouteFileStatus.State.values()),
                state -> Labels.of("state", ServiceStatus.word(state)),
                state -> status.files().stream()
                        .filter(file -> file.state() == state)
                        .count());
    }

    private static double age(Instant then) {
        return Duration.between(then, Instant.now()).toMillis() / 1000.0;
    }

    private record Result(RouteTraffic traffic, String result, double count) {

        static Stream<Result> of(RouteTraffic traffic) {
            long failed = traffic.exchanges().failed();
            return Stream.of(
                    new Result(
                            traffic, "completed", traffic.exchanges().total() - failed - traffic.handled()),
                    new Result(traffic, "handled", traffic.handled()),
                    new Result(traffic, "failed", failed));
        }

        Labels labels() {
            return Labels.of("route", traffic.route(), "result", result);
        }
    }

    private void routes() {
        List<RouteTraffic> traffic = engine.traffic();
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
                EngineNumbers::route,
                RouteTraffic::inFlight);
        numbers.histogram(
                "wadi_route_exchange_duration_seconds",
                "How long exchanges were in the route",
                traffic,
                EngineNumbers::route,
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

    private void pipelines(List<StageCounts> stages) {
        List<PipelineCounts> counts = engine.pipelines().counts();
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
                EngineNumbers::pipeline,
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
                counts.stream()
                        .flatMap(one -> Rows.of(one.pipeline(), stages))
                        .toList(),
                Rows::labels,
                Rows::number);
        numbers.counter(
                "wadi_pipeline_bytes",
                "Bytes of batches that taps of the pipeline read",
                counts,
                EngineNumbers::pipeline,
                one -> sum(stages, one.pipeline(), "tap", StageCounts::bytes));
    }

    private void perPipeline(
            String name, String help, List<PipelineCounts> counts, ToDoubleFunction<PipelineCounts> value) {
        numbers.gauge(name, help, counts, EngineNumbers::pipeline, value);
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

    private record Work(String connId, String through, long begun, long failed) {

        static Stream<Work> of(ConnectionWork work) {
            return Stream.of(
                    new Work(work.connId(), "conn", work.exchanges(), work.failedExchanges()),
                    new Work(work.connId(), "lease", work.leases(), work.failedLeases()));
        }

        Labels labels() {
            return Labels.of("conn_id", connId, "through", through);
        }
    }

    private void connections() {
        numbers.gauge(
                "wadi_connection_state",
                "1 for the state that the connection is in",
                ServiceStatus.of(status).connections(),
                connection -> Labels.of("conn_id", connection.connId(), "state", connection.state()),
                connection -> 1);
        List<ConnectionWork> work = engine.connections().work();
        numbers.info(
                "wadi_connection",
                "1; says of which type the connection is",
                work,
                one -> Labels.of("conn_id", one.connId(), "conn_type", one.connType()));
        List<Work> kinds = work.stream().flatMap(Work::of).toList();
        numbers.counter(
                "wadi_connection_work",
                "Pieces of work that were begun: exchanges through conn:, and leases by stages and for beans",
                kinds,
                Work::labels,
                Work::begun);
        numbers.counter(
                "wadi_connection_work_failed", "Pieces of work that failed", kinds, Work::labels, Work::failed);
        numbers.histogram(
                "wadi_connection_exchange_duration_seconds",
                "How long exchanges took that were sent through conn:",
                work,
                EngineNumbers::connection,
                ConnectionWork::sent);
    }

    private static Labels connection(ConnectionWork work) {
        return Labels.of("conn_id", work.connId());
    }

    private void changes() {
        ConnectionCounts counts = engine.connections().counts();
        numbers.counter("wadi_connection_swaps", "Changed connections that were put into use", counts.swaps());
        numbers.counter(
                "wadi_connection_changes_in_place", "Changes that needed no new version", counts.changesInPlace());
        numbers.counter(
                "wadi_connection_changes_failed",
                "Changed connections that could not be put into use",
                counts.failedChanges());
        numbers.counter(
                "wadi_connection_drains", "Versions out of use that had work to end", counts.drains());
        numbers.counter(
                "wadi_connection_drains_expired",
                "Those that were closed because their time was over",
                counts.expiredDrains());
        numbers.gauge(
                "wadi_connection_draining", "Versions out of use that have work to end now", counts.draining());
    }

    private record Open(String connId, String use, int connections) {

        static Stream<Open> of(ConnectionUse use) {
            return use.pool().stream()
                    .flatMap(pool -> Stream.of(
                            new Open(use.connId(), "active", pool.active()),
                            new Open(use.connId(), "idle", pool.idle())));
        }

        Labels labels() {
            return Labels.of("conn_id", connId, "use", use);
        }
    }

    private void pools() {
        List<ConnectionUse> uses = engine.connections().uses();
        numbers.gauge(
                "wadi_connection_leases",
                "Pieces of work that use the connection now",
                uses,
                EngineNumbers::connection,
                ConnectionUse::leases);
        numbers.gauge(
                "wadi_pool_connections",
                "Connections that the pool has open",
                uses.stream().flatMap(Open::of).toList(),
                Open::labels,
                Open::connections);
        perPool("wadi_pool_waiting", "Threads that wait for a connection of the pool", uses, Pooled.Use::waiting);
        perPool("wadi_pool_maximum", "Connections that the pool may open", uses, Pooled.Use::maximum);
    }

    private void perPool(String name, String help, List<ConnectionUse> uses, ToDoubleFunction<Pooled.Use> value) {
        numbers.gauge(
                name,
                help,
                uses.stream().filter(use -> use.pool().isPresent()).toList(),
                EngineNumbers::connection,
                use -> value.applyAsDouble(use.pool().orElseThrow()));
    }

    private static Labels connection(ConnectionUse use) {
        return Labels.of("conn_id", use.connId());
    }
}
