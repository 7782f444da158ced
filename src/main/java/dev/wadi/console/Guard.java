package dev.wadi.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything that is served, so that nothing can be added that it does not cover: refuses what other web sites
 * send, then what presents no token, then what would change something that
 * nobody may change. Health alone, and metrics where a setting says so, are let through without a token, and only
 * when the request names it letter by letter: whatever else a path may mean is not decided here.
 */
final class Guard implements Handler<HttpServerRequest> {

    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";
    static final String METRICS = "/metrics";

    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    /** What can be changed: files are read again, runs of pipelines begin and end. */
    private static final Pattern CHANGES = Pattern.compile("/api/v2/(reload|pipelines/[^/]+/runs(/[^/]+/cancel)?)");

    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]*)(?::\\d{1,5})?");
    /** What a browser can call this machine. Any other name may be one that an attacker's DNS points to it. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    /** {@code same-site} is not among them: all ports of localhost are one site. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final @Nullable ApiToken token;
    private final Set<String> open;
    private final Handler<HttpServerRequest> next;

    /**
     * @param token what callers must present; null when only this machine can call
     * @param metricsPublic whether metrics need no token
     * @param next gets what is let through
     */
    Guard(@Nullable ApiToken token, boolean metricsPublic, Handler<HttpServerRequest> next) {
        this.token = token;
        this.open = metricsPublic ? Set.of(LIVE, READY, METRICS) : Set.of(LIVE, READY);
        this.next = next;
    }

    @Override
    public void handle(HttpServerRequest request) {
        boolean mayChange = request.method().equals(HttpMethod.POST)
                && request.path() != null
                && CHANGES.matcher(request.path()).matches();
        boolean isForeign = !isForThisServer(request.headers()) || !isOfThisSite(request.headers());
        boolean isUnknown = !maySeeDetails(request) && !open.contains(request.uri());
        boolean isRead = mayChange && !isForeign && !isUnknown;
        if (hasBody(request.headers()) && !isRead) { // nothing else reads one, however long it is
            request.response().endHandler(sent -> request.connection().close());
        }
        if (isForeign) {
            Reply.detail(request, HttpResponseStatus.FORBIDDEN, "Refused: the request comes from another web site");
        } else if (isUnknown) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            Reply.detail(
                    request,
                    HttpResponseStatus.UNAUTHORIZED,
                    "A token is needed: send 'Authorization: Bearer' with the value of wadi.api.token");
        } else if (!METHODS.contains(request.method()) && !mayChange) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Reply.detail(request, HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed");
        } else {
            next.handle(request);
        }
    }

    private static boolean hasBody(MultiMap headers) {
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || headers.contains(HttpHeaders.CONTENT_LENGTH);
    }

    /** Whether the caller may see more than UP and DOWN. */
    boolean maySeeDetails(HttpServerRequest request) {
        List<String> presented = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        return token == null || (presented.size() == 1 && token.isPresentedBy(presented.get(0)));
    }

    /**
     * Where no token is needed, the name that the caller used must be one of this machine's own: a page whose name was made
     * to point here (DNS rebinding) is of one origin with us in the eyes of a browser.
     */
    private boolean isForThisServer(MultiMap headers) {
        List<String> hosts = headers.getAll(HttpHeaders.HOST);
        if (token != null) {
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
