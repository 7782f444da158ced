package dev.wadi.console;

import dev.wadi.engine.ApiAccess;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which pages in a browser may call the API: its own, and those of the origins that are let in. */
final class Sites {

    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]*)(?::\\d{1,5})?");
    /** What a browser can call this machine. Any other name may be one that an attacker's DNS points to it. */
    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    /** {@code same-site} is not among them: all ports of localhost are one site. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final String SITE = "Sec-Fetch-Site";

    private final boolean needToken;
    private final Set<String> invited;

    /**
     * @param needToken whether callers must present a token, which a page that is not ours does not have
     * @param invited origins that may call, with a token
     */
    Sites(boolean needToken, List<String> invited) {
        this.needToken = needToken;
        this.invited = Set.copyOf(invited);
    }

    /** Whether a request comes from a page of another site that is not invited, or was meant for another site. */
    boolean isForeign(MultiMap headers) {
        return !isForThisServer(headers) || !(isOfThisSite(headers) || isInvited(headers));
    }

    /** Whether a page from elsewhere calls that may. */
    boolean isInvited(MultiMap headers) {
        List<String> origins = headers.getAll(HttpHeaders.ORIGIN);
        return origins.size() == 1
                && !isOfThisSite(headers)
                && (invited.contains(ApiAccess.ANY_ORIGIN) || invited.contains(origins.get(0)));
    }

    /** Lets such a page read the answer. It may not send cookies. */
    static void welcome(MultiMap headers, HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Origin", headers.get(HttpHeaders.ORIGIN));
        response.putHeader("Access-Control-Expose-Headers", "ETag, Retry-After");
        response.putHeader("Vary", "Origin");
    }

    /** Says what such a page may send. */
    static void allow(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, DELETE");
        response.putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, Last-Event-ID");
        response.putHeader("Access-Control-Max-Age", "600");
    }

    /** Whether a browser says where the request comes from; each does so when it sends one that changes something. */
    static boolean isSaid(MultiMap headers) {
        return headers.contains(HttpHeaders.ORIGIN) || headers.contains(SITE);
    }

    /**
     * Where no token is needed, the name that the caller used must be one of this machine's own: a page whose name was made
     * to point here (DNS rebinding) is of one origin with us in the eyes of a browser.
     */
    private boolean isForThisServer(MultiMap headers) {
        List<String> hosts = headers.getAll(HttpHeaders.HOST);
        if (needToken) {
            return hosts.size() <= 1;
        }
        if (hosts.size() != 1) {
            return false;
        }
        Matcher host = HOST.matcher(hosts.get(0));
        return host.matches() && OWN_NAMES.contains(host.group(1).toLowerCase(Locale.ROOT));
    }

    private static boolean isOfThisSite(MultiMap headers) {
        for (String site : headers.getAll(SITE)) {
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
