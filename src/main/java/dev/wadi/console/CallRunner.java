package dev.wadi.console;

import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.Events;
import dev.wadi.console.ApiCall.Pace;
import dev.wadi.console.CallTable.Found;
import dev.wadi.pipeline.NoSuchPipelineException;
import dev.wadi.pipeline.RunOverlapsException;
import dev.wadi.pipeline.RunStoreException;
import dev.wadi.spi.ConnectionException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls that the guard let through: reads the body, has a worker do it, and sends what it answers. */
final class CallRunner {

    private static final Logger LOG = LoggerFactory.getLogger(CallRunner.class);
    private static final int MAX_BODY_BYTES = 1 << 20;
    /** From those who have not said who they are, and of whom there may be many. */
    private static final int MAX_STRANGE_BYTES = 1 << 14;

    private static final long MAX_MINUTES = 10;
    private static final int RETRY_SECONDS = 5;

    private final Workers quick;
    private final Workers slow;
    private final Audit audit;
    private final Events events;

    CallRunner(Vertx vertx, Audit audit, Events events) {
        this.audit = audit;
        this.events = events;
        this.quick = Workers.of(vertx, "wadi-api", 2, 500);
        this.slow = Workers.of(vertx, "wadi-api-slow", 8, 50);
    }

    /**
     * Threads that do calls.
     *
     * @param places how many calls may be done or wait to be
     */
    private record Workers(WorkerExecutor threads, Semaphore places) {

        static Workers of(Vertx vertx, String name, int threads, int places) {
            return new Workers(
                    vertx.createSharedWorkerExecutor(name, threads, MAX_MINUTES, TimeUnit.MINUTES),
                    new Semaphore(places));
        }
    }

    /** @param isStillKnown whether the caller would still be let through */
    void run(HttpServerRequest request, Caller caller, Found found, BooleanSupplier isStillKnown) {
        if (found.call().readsBody()) {
            readBody(
                    request,
                    caller.role() == Role.NOBODY ? MAX_STRANGE_BYTES : MAX_BODY_BYTES,
                    body -> work(request, found, new Asked(request, caller, found.path(), body, isStillKnown)));
        } else {
            Reply.closeAfter(request);
            work(request, found, new Asked(request, caller, found.path(), "", isStillKnown));
        }
    }

    private static void readBody(HttpServerRequest request, int maxBytes, Consumer<String> then) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean isJson = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
        if (!isJson && BoundedBody.isAnnounced(request)) {
            Reply.closeAfter(request);
            Reply.detail(
                    request,
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Send the body as Content-Type: application/json");
            return;
        }
        new BoundedBody(maxBytes, then, () -> {
                    Reply.closeAfter(request);
                    Reply.detail(
                            request,
                            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                            "The body must not be longer than " + maxBytes + " bytes");
                })
                .read(request);
    }

    private void work(HttpServerRequest request, Found found, Asked asked) {
        Workers those = found.call().pace() == Pace.SLOW ? slow : quick;
        if (!those.places().tryAcquire()) {
            RefusedException busy = RefusedException.tooMany(
                    "Too many calls wait to be done. Try again in " + RETRY_SECONDS + " s", RETRY_SECONDS);
            Reply.send(request, Reply.rendered(busy.answer()));
            return;
        }
        those.threads()
                .executeBlocking(() -> Reply.rendered(audited(found.call(), asked)), false)
                .onComplete(done -> {
                    those.places().release();
                    if (done.succeeded()) {
                        Reply.send(request, done.result());
                    } else if (!(done.cause() instanceof RejectedExecutionException)) { // which ends with the server
                        LOG.error(
                                "the answer to {} cannot be sent", found.call().path(), done.cause());
                        Reply.error(request, HttpResponseStatus.INTERNAL_SERVER_ERROR);
                    }
                });
    }

    /** Writes down that somebody was not let through to a call. */
    void refused(Caller caller, Found found) {
        if (found.call().isAudited()) {
            String subject = String.join(" ", found.path().values());
            quick.threads().executeBlocking(() -> {
                audit.add(caller, found.call().what(), subject, Audit.Outcome.REFUSED, List.of());
                return subject;
            });
        }
    }

    private Answer audited(ApiCall call, Asked asked) {
        Answer answer = answer(call, asked);
        Audit.Outcome outcome = Audit.Outcome.of(answer.status());
        if (call.isAudited()) {
            audit.add(asked.caller(), call.what(), asked.subject(), outcome, asked.changed());
        }
        Events.Kind told = call.told();
        if (told != null && outcome == Audit.Outcome.DONE) {
            events.add(
                    told,
                    asked.subject(),
                    "",
                    sentence(call, asked),
                    asked.caller().name());
        }
        return answer;
    }

    private static String sentence(ApiCall call, Asked asked) {
        String changed = asked.changed().isEmpty() ? "" : ": " + String.join(", ", asked.changed());
        return asked.caller().name() + ": " + call.what() + " '" + asked.subject() + "'" + changed;
    }

    private static Answer answer(ApiCall call, Asked asked) {
        try {
            return call.work().answer(asked);
        } catch (RefusedException e) {
            return e.answer();
        } catch (NoSuchPipelineException e) {
            return refused(HttpResponseStatus.NOT_FOUND, e);
        } catch (RunOverlapsException e) {
            return refused(HttpResponseStatus.CONFLICT, e);
        } catch (ConfigurationException e) {
            return refused(HttpResponseStatus.UNPROCESSABLE_ENTITY, e);
        } catch (RunStoreException | ConnectionException e) {
            return refused(HttpResponseStatus.SERVICE_UNAVAILABLE, e);
        } catch (Exception e) {
            LOG.error("{} {} failed", call.method(), call.path(), e);
            return detail(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR, HttpResponseStatus.INTERNAL_SERVER_ERROR.reasonPhrase());
        }
    }

    private static Answer refused(HttpResponseStatus status, Exception why) {
        return detail(status, String.valueOf(why.getMessage()));
    }

    private static Answer detail(HttpResponseStatus status, String detail) {
        return Answer.of(status.code(), Map.of("detail", detail));
    }
}
