package dev.wadi.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything that is served, so that nothing can be added that it does not cover: refuses what other web sites
 * send, then what presents no token, then what would change something. Health alone is let through without a token, by its
 * exact path.
 */
final class Guard implements Handler<RoutingContext> {

    static final String LIVE = "/health/live";
    static final String READY = "/health/ready";

    private static final Set<String> OPEN = Set.of(LIVE, READY);
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]*)(?::\\d{1,5})?");
    /** What a browser can call this machine. Any other name may be one that an attacker's DNS points to it. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    /** {@code same-site} is not among them: all ports of localhost are one site. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final @Nullable ApiToken token;

    /** @param token what callers must present; null when only this machine can call */
    Guard(@Nullable ApiToken token) {
        this.token = token;
    }

    @Override
    public void handle(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!isForThisServer(request.headers()) || !isOfThisSite(request.headers())) {
            Reply.detail(call, HttpResponseStatus.FORBIDDEN, "Refused: the request comes from another web site");
        } else if (!maySeeDetails(call) && !OPEN.contains(call.normalizedPath())) {
            call.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Reply.detail(
                    call,
                    HttpResponseStatus.UNAUTHORIZED,
                    "A token is needed: send 'Authorization: Bearer' with the value of wadi.api.token");
        } else if (!METHODS.contains(request.method())) {
            call.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Reply.detail(call, HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed");
        } else {
            call.next();
        }
    }

    /** Whether the caller may see more than UP and DOWN. */
    boolean maySeeDetails(RoutingContext call) {
        List<String> presented = call.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        return token == null || presented.size() == 1 && token.isPresentedBy(presented.get(0));
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
            if (host == null || !origin.equalsIgnoreCase("http://" + host) && !origin.equalsIgnoreCase("https://" + host)) {
                return false;
            }
        }
        return true;
    }
}
