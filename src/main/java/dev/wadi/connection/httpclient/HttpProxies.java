package dev.wadi.connection.httpclient;

import dev.wadi.spi.SettingProblems;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a server is reached through, as in Python's requests: by {@code <scheme>://<host>}, {@code <scheme>},
 * {@code all://<host>} or {@code all}, unless {@code no_proxy} names the host.
 */
public final class HttpProxies {

    private static final String NO_PROXY = "no_proxy";

    /** No environment means a proxy between a process and its own machine. */
    private static final String THIS_MACHINE = ",localhost,127.0.0.0/8,::1,[::1]";

    private final Map<String, Proxy> byTarget;
    private final List<String> direct;

    /** @param login and {@code password} of the proxy itself */
    record Proxy(HttpHost host, @Nullable String login, String password) {

        @Override
        public String toString() {
            return host.toHostString();
        }
    }

    private HttpProxies(Map<String, Proxy> byTarget, List<String> direct) {
        this.byTarget = byTarget;
        this.direct = direct;
    }

    /** No proxy at all. */
    public static HttpProxies none() {
        return new HttpProxies(Map.of(), List.of());
    }

    /**
     * Those that a connection names; without any, those of the environment.
     *
     * @param written as it was checked before
     * @param environment variables; empty when the environment is not to be looked at
     */
    public static HttpProxies of(Map<String, Object> written, Map<String, String> environment) {
        Map<String, String> named = new LinkedHashMap<>();
        written.forEach((target, url) -> named.put(target.toLowerCase(Locale.ROOT), url.toString()));
        String direct = named.containsKey(NO_PROXY) ? named.remove(NO_PROXY) : variable(environment, NO_PROXY);
        if (named.isEmpty()) {
            direct += THIS_MACHINE;
            for (String target : List.of("http", "https", "all")) {
                named.put(target, variable(environment, target + "_proxy"));
            }
        }
        Map<String, Proxy> byTarget = new LinkedHashMap<>();
        named.forEach((target, url) -> proxy(url).ifPresent(proxy -> byTarget.put(target, proxy)));
        return new HttpProxies(byTarget, list(direct));
    }

    /** Reports proxies that cannot be used. */
    public static void check(String setting, Map<String, Object> written, SettingProblems problems) {
        written.forEach((target, url) -> {
            boolean isProxy = !target.equalsIgnoreCase(NO_PROXY);
            if (isProxy && !url.toString().isEmpty() && proxy(url.toString()).isEmpty()) {
                problems.problem(
                        setting + "." + target,
                        "is no URL of an HTTP proxy",
                        "Write it as http://proxy.example.com:3128, with login:password@ before the host if it needs them");
            }
        });
    }

    private static String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : value;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<Proxy> proxy(String url) {
        try {
            URI uri = new URI(url.contains("://") ? url : "http://" + url);
            if (uri.getHost() == null || !uri.getScheme().equalsIgnoreCase("http")) {
                return Optional.empty();
            }
            HttpHost host = new HttpHost("http", uri.getHost(), HttpAddress.portInUse("http", uri.getPort()));
            String[] login = uri.getRawUserInfo() == null
                    ? new String[0]
                    : uri.getRawUserInfo().split(":", 2);
            return Optional.of(new Proxy(
                    host, login.length == 0 ? null : decoded(login[0]), login.length < 2 ? "" : decoded(login[1])));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // whoever checks says so without repeating what may hold a password
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The proxy for a server. */
    Optional<Proxy> proxyFor(HttpHost target) {
        String host = target.getHostName().toLowerCase(Locale.ROOT);
        String scheme = target.getSchemeName().toLowerCase(Locale.ROOT);
        if (byTarget.isEmpty() || isDirect(host, HttpAddress.portInUse(scheme, target.getPort()))) {
            return Optional.empty();
        }
        return List.of(scheme + "://" + host, scheme, "all://" + host, "all").stream()
                .filter(byTarget::containsKey)
                .map(byTarget::get)
                .findFirst();
    }

    /** The login of a proxy that this connection uses, if it has one. */
    Optional<Proxy> withLogin(HttpHost proxy) {
        return byTarget.values().stream()
                .filter(candidate -> candidate.host().equals(proxy) && candidate.login() != null)
                .findFirst();
    }

    private boolean isDirect(String host, int port) {
        return direct.stream().anyMatch(pattern -> matches(pattern, host, port));
    }

    /** {@code *}, a host, a domain with all below it, any of them with a port, or a block of IPv4 addresses. */
    private static boolean matches(String pattern, String host, int port) {
        if (pattern.equals("*")) {
            return true;
        }
        if (pattern.contains("/")) {
            return Ipv4Block.contains(pattern, host);
        }
        String domain = pattern;
        int colon = pattern.lastIndexOf(':');
        if (colon > 0 && pattern.indexOf(':') == colon) {
            if (!pattern.substring(colon + 1).equals(String.valueOf(port))) {
                return false;
            }
            domain = pattern.substring(0, colon);
        }
        domain = domain.startsWith(".") ? domain.substring(1) : domain;
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** The targets that have a proxy; no URL, which may hold a password. */
    @Override
    public String toString() {
        return "HttpProxies" + Set.copyOf(byTarget.keySet());
    }
}
