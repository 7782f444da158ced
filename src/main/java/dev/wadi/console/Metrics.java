package dev.wadi.console;

import dev.wadi.engine.Engine;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of an engine and of its JVM in Prometheus' text form. What is counted is counted where it happens; the
 * registry is made by the first scrape, so that a service that nobody scrapes starts as fast as without one. Thread-safe.
 */
final class Metrics {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Engine engine;
    private @Nullable PrometheusMeterRegistry registry;

    Metrics(Engine engine) {
        this.engine = engine;
    }

    /** All numbers as they are now. */
    synchronized String scrape() {
        PrometheusMeterRegistry present = registry;
        if (present == null) {
            present = registry(engine);
            registry = present;
        }
        return present.scrape(CONTENT_TYPE);
    }

    private static PrometheusMeterRegistry registry(Engine engine) {
        PrometheusRegistry all = new PrometheusRegistry();
        all.register(() -> EngineNumbers.of(engine));
        PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, all, Clock.SYSTEM);
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new FileDescriptorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(made));
        return made;
    }
}
