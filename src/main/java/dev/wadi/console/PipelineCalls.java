package dev.wadi.console;

import dev.wadi.pipeline.NoSuchPipelineException;
import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunOverlapsException;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.pipeline.RunStoreException;
import dev.wadi.spi.ConnectionException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pipelines and their runs, over the API. They ask the store of runs, and so not on the thread that serves. */
final class PipelineCalls {

    private static final String PIPELINES = "/api/v2/pipelines";
    private static final String RUNS = PIPELINES + "/:pipeline/runs";
    private static final String RUN = RUNS + "/:run";
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_RUNS = 100;

    private final Vertx vertx;
    private final Pipelines pipelines;

    PipelineCalls(Vertx vertx, Pipelines pipelines) {
        this.vertx = vertx;
        this.pipelines = pipelines;
    }

    /** What is answered. */
    private record Answer(HttpResponseStatus status, Object body) {

        static Answer ok(Object body) {
            return new Answer(HttpResponseStatus.OK, body);
        }
    }

    /** A call that cannot be answered as it was meant. */
    private static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient HttpResponseStatus status;

        RefusedException(HttpResponseStatus status, String detail) {
            super(detail);
            this.status = status;
        }
    }

    void addTo(Router router) {
        get(router, PIPELINES).handler(call -> answer(call, this::list));
        get(router, RUNS).handler(call -> answer(call, this::runs));
        get(router, RUN).handler(call -> answer(call, this::run));
        BodyHandler body = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        router.post(RUNS).handler(body).handler(call -> answer(call, this::start));
        router.post(RUN + "/cancel").handler(body).handler(call -> answer(call, this::cancel));
    }

    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private void answer(RoutingContext call, Function<RoutingContext, Answer> work) {
        vertx.executeBlocking(() -> work.apply(call), false).onComplete(done -> {
            if (done.succeeded()) {
                Reply.json(call.request(), done.result().status(), done.result().body());
            } else {
                failed(call, done.cause());
            }
        });
    }

    private static void failed(RoutingContext call, Throwable failure) {
        Optional<HttpResponseStatus> status = status(failure);
        if (status.isPresent()) {
            Reply.detail(call.request(), status.get(), String.valueOf(failure.getMessage()));
        } else {
            call.fail(failure);
        }
    }

    private static Optional<HttpResponseStatus> status(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return Optional.of(refused.status);
        }
        if (failure instanceof NoSuchPipelineException) {
            return Optional.of(HttpResponseStatus.NOT_FOUND);
        }
        if (failure instanceof RunOverlapsException) {
            return Optional.of(HttpResponseStatus.CONFLICT);
        }
        return failure instanceof RunStoreException || failure instanceof ConnectionException
                ? Optional.of(HttpResponseStatus.SERVICE_UNAVAILABLE)
                : Optional.empty();
    }

    private Answer list(RoutingContext call) {
        List<ServicePipeline> all =
                pipelines.statuses().stream().map(ServicePipeline::of).toList();
        return Answer.ok(new ServicePipeline.Page(all, all.size()));
    }

    private Answer runs(RoutingContext call) {
        String pipeline = pipeline(call);
        int limit = Math.min(number(call, "limit", MAX_RUNS), MAX_RUNS);
        List<ServiceRun> runs = pipelines.runs(pipeline, limit, number(call, "offset", 0)).stream()
                .map(ServiceRun::of)
                .toList();
        return Answer.ok(new ServiceRun.Page(runs, pipelines.count(pipeline)));
    }

    private Answer run(RoutingContext call) {
        return Answer.ok(ServiceRun.of(report(call)));
    }

    private Answer start(RoutingContext call) {
        String pipeline = pipeline(call);
        RunCall asked = body(call);
        RunReport begun = pipelines.start(pipeline, RunRequest.byApi(asked.parameters(), asked.fresh()));
        return new Answer(HttpResponseStatus.ACCEPTED, ServiceRun.of(begun));
    }

    private Answer cancel(RoutingContext call) {
        RunReport run = report(call);
        if (!pipelines.cancel(run.pipeline(), run.id())) {
            boolean elsewhere = run.state() == RunReport.State.RUNNING;
            throw new RefusedException(
                    HttpResponseStatus.CONFLICT,
                    "run " + run.id() + " of pipeline '" + run.pipeline() + "' "
                            + (elsewhere
                                    ? "runs in another process, where it has to be cancelled"
                                    : "does not run: it is " + ServiceStatus.word(run.state())));
        }
        return new Answer(HttpResponseStatus.ACCEPTED, ServiceRun.of(run));
    }

    private String pipeline(RoutingContext call) {
        String id = call.pathParam("pipeline");
        pipelines.require(id);
        return id;
    }

    private RunReport report(RoutingContext call) {
        String pipeline = pipeline(call);
        String run = call.pathParam("run");
        return pipelines
                .report(pipeline, run)
                .orElseThrow(() -> new RefusedException(
                        HttpResponseStatus.NOT_FOUND, "pipeline '" + pipeline + "' has no run '" + run + "'"));
    }

    private static RunCall body(RoutingContext call) {
        String body = call.body().asString();
        @Nullable String type = call.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (body != null && (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json"))) {
            throw new RefusedException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as Content-Type: application/json");
        }
        try {
            return RunCall.read(body);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(HttpResponseStatus.UNPROCESSABLE_ENTITY, String.valueOf(e.getMessage()));
        }
    }

    private static int number(RoutingContext call, String name, int otherwise) {
        String text = call.request().getParam(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new RefusedException(
                    HttpResponseStatus.UNPROCESSABLE_ENTITY, name + " must be a number from 0, was '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
