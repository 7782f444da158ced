package dev.wadi.console;

import dev.wadi.console.CallTable.Found;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before everything that is served, so that nothing can be added that it does not cover: refuses what other web sites
 * send, then whoever is not in the role that the call needs. Which call that is was found before it decides, and the same one is made.
 */
final class Guard implements Handler<HttpServerRequest> {

    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]*)(?::\\d{1,5})?");
    /** What a browser can call this machine. Any other name may be one that an attacker's DNS points to it. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    /** {@code same-site} is not among them: all ports of localhost are one site. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Callers callers;
    private final CallTable calls;
    private final CallRunner runner;

    /** @param runner makes the calls that are let through */
    Guard(Callers callers, CallTable calls, CallRunner runner) {
        this.callers = callers;
        this.calls = calls;
        this.runner = runner;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!isForThisServer(request.headers()) || !isOfThisSite(request.headers())) {
            refuse(request, HttpResponseStatus.FORBIDDEN, "Refused: the request comes from another web site");
            return;
        }
        Caller caller = callers.of(request);
        CallTable.Meaning meaning = calls.find(request.method(), String.valueOf(request.path()));
        Role needed = meaning instanceof Found found ? found.call().role() : Role.VIEWER;
        if (!caller.role().mayDo(needed)) {
            refuseRole(request, caller, needed);
        } else if (meaning instanceof Found found) {
            runner.run(request, caller, found);
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

    /**
     * Where no token is needed, the name that the caller used must be one of this machine's own: a page whose name was made
     * to point here (DNS rebinding) is of one origin with us in the eyes of a browser.
     */
    private boolean isForThisServer(MultiMap headers) {
        List<String> hosts = headers.getAll(HttpHeaders.HOST);
        if (callers.needToken()) {
            return hosts.size() <= 1;
        }
        if (hosts.size() != 1) {
            return false;
        }
        Matcher host = HOST.matcher(hosts.get(0));
        return host.matches() && OWN_NAMES.contains(host.group(1).toLowerCase(Locale.ROOT));
    }

    private static boolean isOfThisSite(MultiMap headers) {
        for (String site : headers.getAll("Sec-Fetch-Site")) {
            if (!OWN_SITES.contains(site)) {
                return false;
            }
        }
        String host = headers.get(HttpHeaders.HOST);
        for (String origin : headers.getAll(HttpHeaders.ORIGIN)) {
            if (!origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host)) {
                return false;
            }
        }
        return true;
    }
}
