package dev.wadi.console;

import dev.wadi.console.CallTable.Found;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Stands before everything that is served, so that nothing can be added that it does not cover: refuses what other web sites
 * send, then whoever is not in the role that the call needs. Which call that is was found before it decides, and the same one is made.
 */
final class Guard implements Handler<HttpServerRequest> {

    private static final String FOREIGN = "Refused: the request comes from another web site";

    private final Sites sites;
    private final Callers callers;
    private final CallTable calls;
    private final CallRunner runner;

    /** @param runner makes the calls that are let through */
    Guard(Sites sites, Callers callers, CallTable calls, CallRunner runner) {
        this.sites = sites;
        this.callers = callers;
        this.calls = calls;
        this.runner = runner;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (sites.isForeign(request.headers())) {
            refuse(request, HttpResponseStatus.FORBIDDEN, FOREIGN);
            return;
        }
        boolean isInvited = sites.isInvited(request.headers());
        if (isInvited) {
            Sites.welcome(request.headers(), request.response());
            if (request.method().equals(HttpMethod.OPTIONS)) {
                Sites.allow(request.response());
                Reply.closeAfter(request);
                Reply.send(request, Reply.rendered(Answer.none()));
                return;
            }
        }
        try {
            handle(request, callers.of(request, isInvited));
        } catch (RefusedException e) {
            Reply.closeAfter(request);
            Reply.send(request, Reply.rendered(e.answer()));
        }
    }

    private void handle(HttpServerRequest request, Caller caller) {
        CallTable.Meaning meaning = calls.find(request.method(), String.valueOf(request.path()));
        Role needed = meaning instanceof Found found ? found.call().role() : Role.VIEWER;
        if (!caller.role().mayDo(needed)) {
            if (meaning instanceof Found found) {
                runner.refused(caller, found);
            }
            refuseRole(request, caller, needed);
        } else if (meaning instanceof Found found) {
            run(request, caller, found);
        } else if (meaning instanceof CallTable.OtherMethod other) {
            request.response().putHeader(HttpHeaders.ALLOW, String.join(", ", other.allowed()));
            refuse(request, HttpResponseStatus.METHOD_NOT_ALLOWED, only(other.allowed()));
        } else {
            HttpResponseStatus status = meaning instanceof CallTable.Garbled
                    ? HttpResponseStatus.BAD_REQUEST
                    : HttpResponseStatus.NOT_FOUND;
            refuse(request, status, status.reasonPhrase());
        }
    }

    /** A cookie is sent by a browser, whoever had it do so; one that does not say where the request comes from is not trusted. */
    private void run(HttpServerRequest request, Caller caller, Found found) {
        if (caller.isSignedIn() && found.call().readsBody() && !Sites.isSaid(request.headers())) {
            refuse(request, HttpResponseStatus.FORBIDDEN, FOREIGN);
        } else {
            runner.run(request, caller, found, () -> callers.isStillKnown(caller, request.headers()));
        }
    }

    private static void refuseRole(HttpServerRequest request, Caller caller, Role needed) {
        if (caller.role() == Role.NOBODY) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(
                    request,
                    HttpResponseStatus.UNAUTHORIZED,
                    "A token is needed: send 'Authorization: Bearer' with the value of wadi.api.token");
        } else {
            refuse(
                    request,
                    HttpResponseStatus.FORBIDDEN,
                    "This is for the role " + needed.word() + ", and yours is "
                            + caller.role().word());
        }
    }

    private static String only(List<String> allowed) {
        return "Only " + String.join(" and ", allowed) + (allowed.size() == 1 ? " is" : " are") + " allowed";
    }

    /** A body that is sent with it is not read, however long it is. */
    private static void refuse(HttpServerRequest request, HttpResponseStatus status, String detail) {
        Reply.closeAfter(request);
        Reply.detail(request, status, detail);
    }
}
