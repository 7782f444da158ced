package dev.wadi.console;

import dev.wadi.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How the service is, what uses what, and reading all files again. */
final class StatusCalls {

    private final Engine engine;
    private final Metrics metrics;
    private final boolean metricsPublic;

    /** @param metricsPublic whether metrics need no token */
    StatusCalls(Engine engine, boolean metricsPublic) {
        this.engine = engine;
        this.metrics = new Metrics(engine);
        this.metricsPublic = metricsPublic;
    }

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get(
                                "/health/live",
                                "Whether the service lives",
                                Health.class,
                                asked -> Answer.ok(Health.of(true)))
                        .by(Role.NOBODY),
                ApiCall.get(
                                "/health/ready",
                                "Whether it can do its work; for viewers with what is wrong",
                                Health.class,
                                this::ready)
                        .answering(503, Health.class)
                        .by(Role.NOBODY),
                ApiCall.get("/metrics", "Numbers in Prometheus' text form", String.class, asked -> metrics())
                        .by(metricsPublic ? Role.NOBODY : Role.VIEWER),
                ApiCall.get(
                        "/api/v2/version",
                        "Which Wadi it is",
                        ServiceVersion.class,
                        asked -> Answer.ok(ServiceVersion.own())),
                ApiCall.get("/api/v2/status", "How connections and files are", ServiceStatus.class, asked -> status()),
                ApiCall.get(
                        "/api/v2/usages",
                        "What uses connections",
                        ServiceUsage.Page.class,
                        asked -> Answer.ok(ServiceUsage.of(engine))),
                ApiCall.post("/api/v2/reload", "Reload all files", asked -> reload())
                        .answering(200, ServiceStatus.class)
                        .slow());
    }

    private Answer ready(Asked asked) {
        Health health = Health.of(engine.isReady());
        boolean mayKnow = asked.caller().role().mayDo(Role.VIEWER);
        return Answer.of(health.isUp() ? 200 : 503, mayKnow ? health.with(engine.status()) : health);
    }

    private Answer status() {
        return Answer.ok(ServiceStatus.of(engine.status()));
    }

    private Answer reload() {
        engine.reload();
        return status();
    }

    private Answer metrics() {
        return Answer.bytes(Metrics.CONTENT_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }
}
