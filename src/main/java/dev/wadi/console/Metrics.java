package dev.wadi.console;

import dev.wadi.connection.ConnectionCounts;
import dev.wadi.connection.ConnectionUse;
import dev.wadi.engine.Engine;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.RouteFileStatus;
import dev.wadi.spi.Pooled;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an engine in Prometheus' text form. What is counted is counted where it happens; the registry is made by
 * the first scrape, so that a service that nobody scrapes starts as fast as without one. Thread-safe.
 */
final class Metrics {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Engine engine;
    private @Nullable Scraped scraped;

    Metrics(Engine engine) {
        this.engine = engine;
    }

    /** All numbers as they are now. */
    synchronized String scrape() {
        Scraped present = scraped;
        if (present == null) {
            present = new Scraped(engine);
            scraped = present;
        }
        return present.text();
    }

    /** The registry, and what it shows until the next scrape. */
    private static final class Scraped {

        private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private final Engine engine;
        private final MultiGauge states;
        private final MultiGauge files;
        private final MultiGauge leases;
        private final MultiGauge pools;
        private final MultiGauge waiting;
        private final MultiGauge limits;
        private EngineStatus status;
        private ConnectionCounts counts;

        Scraped(Engine engine) {
            this.engine = engine;
            this.status = engine.status();
            this.counts = engine.connections().counts();
            loads();
            changes();
            states = rows("wadi.connection.state", "1 for the state that the connection is in");
            files = rows("wadi.route.files", "Files of routes in each state");
            leases = rows("wadi.connection.leases", "Pieces of work that use the connection now");
            pools = rows("wadi.pool.connections", "Connections that the pool has open");
            waiting = rows("wadi.pool.waiting", "Threads that wait for a connection of the pool");
            limits = rows("wadi.pool.maximum", "Connections that the pool may open");
            List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                    .forEach(binder -> binder.bindTo(registry));
        }

        private MultiGauge rows(String name, String description) {
            return MultiGauge.builder(name).description(description).register(registry);
        }

        private void loads() {
            counter("wadi.reloads", "How often all files were read", now -> now.status
                    .loads()
                    .reloads());
            gauge(
                    "wadi.rejected.files",
                    "Files of which nothing, or only an older version, is in use",
                    now -> now.status.rejectedFiles());
            gauge(
                    "wadi.last.good.load.age.seconds",
                    "Seconds since all files were in use as they were written",
                    Scraped::ageOfLastGoodLoad);
        }

        private double ageOfLastGoodLoad() {
            return status.loads()
                    .lastGood()
                    .map(then -> Duration.between(then, Instant.now()).toMillis() / 1000.0)
                    .orElse(Double.NaN);
        }

        private void changes() {
            counter("wadi.connection.swaps", "Changed connections that were put into use", now -> now.counts.swaps());
            counter(
                    "wadi.connection.changes.in.place",
                    "Changes that needed no new version",
                    now -> now.counts.changesInPlace());
            counter(
                    "wadi.connection.changes.failed",
                    "Changed connections that could not be put into use",
                    now -> now.counts.failedChanges());
            counter("wadi.connection.drains", "Versions out of use that had work to end", now -> now.counts.drains());
            counter(
                    "wadi.connection.drains.expired",
                    "Those that were closed because their time was over",
                    now -> now.counts.expiredDrains());
            gauge(
                    "wadi.connection.draining",
                    "Versions out of use that have work to end now",
                    now -> now.counts.draining());
        }

        private void counter(String name, String description, ToDoubleFunction<Scraped> value) {
            FunctionCounter.builder(name, this, value).description(description).register(registry);
        }

        private void gauge(String name, String description, ToDoubleFunction<Scraped> value) {
            Gauge.builder(name, this, value).description(description).register(registry);
        }

        String text() {
            status = engine.status();
            counts = engine.connections().counts();
            List<ConnectionUse> uses = engine.connections().uses();
            states.register(states(), true);
            files.register(
                    Arrays.stream(RouteFileStatus.State.values())
                            .map(this::files)
                            .toList(),
                    true);
            leases.register(uses.stream().map(use -> row(use, use.leases())).toList(), true);
            pools.register(uses.stream().flatMap(Scraped::pool).toList(), true);
            waiting.register(pooled(uses, Pooled.Use::waiting), true);
            limits.register(pooled(uses, Pooled.Use::maximum), true);
            return registry.scrape(CONTENT_TYPE);
        }

        private List<Row<?>> states() {
            return ServiceStatus.of(status).connections().stream()
                    .<Row<?>>map(connection ->
                            Row.of(Tags.of("conn_id", connection.connId(), "state", connection.state()), 1))
                    .toList();
        }

        private Row<?> files(RouteFileStatus.State state) {
            long number = status.files().stream()
                    .filter(file -> file.state() == state)
                    .count();
            return Row.of(Tags.of("state", ServiceStatus.word(state)), number);
        }

        private static Row<?> row(ConnectionUse use, int number) {
            return Row.of(Tags.of("conn_id", use.connId()), number);
        }

        private static List<Row<?>> pooled(List<ConnectionUse> uses, ToIntFunction<Pooled.Use> number) {
            return uses.stream()
                    .<Row<?>>flatMap(use -> use.pool().stream().map(pool -> row(use, number.applyAsInt(pool))))
                    .toList();
        }

        private static Stream<Row<?>> pool(ConnectionUse use) {
            return use.pool().stream()
                    .flatMap(pool -> Stream.of(
                            Row.of(Tags.of("conn_id", use.connId(), "use", "active"), pool.active()),
                            Row.of(Tags.of("conn_id", use.connId(), "use", "idle"), pool.idle())));
        }
    }
}
