package dev.wadi.console;

import dev.wadi.engine.Engine;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.RouteFileStatus;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
        new WorkNumbers(engine, now.numbers).add();
        new ConnectionNumbers(engine.connections(), now.numbers).add(ServiceStatus.of(now.status));
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
                status.loads()
                        .lastGood()
                        .map(at -> Duration.between(at, Instant.now()).toMillis() / 1000.0)
                        .orElse(Double.NaN));
        numbers.gauge(
                "wadi_route_files",
                "Files of routes in each state",
                List.of(RouteFileStatus.State.values()),
                state -> Labels.of("state", ServiceStatus.word(state)),
                state -> status.files().stream()
                        .filter(file -> file.state() == state)
                        .count());
    }
}
