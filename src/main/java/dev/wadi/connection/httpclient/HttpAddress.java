package dev.wadi.connection.httpclient;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection goes: an origin (scheme, host, port) and the path that all its requests begin with.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address in brackets
 * @param port as it was written; -1 when it was not
 * @param path empty, or begins with a slash; percent-encoded
 */
public record HttpAddress(String scheme, String host, int port, String path) {

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    /**
     * Reads an address as Airflow's HTTP hook does, but puts the port into the authority, where it belongs.
     *
     * @param host a host name, or a URL with a path; its scheme is stronger than {@code schema}
     * @param schema {@code http} or {@code https}
     * @param port added to the authority
     */
    public static HttpAddress parse(String host, String schema, @Nullable Integer port) throws BadAddressException {
        String text = host.strip();
        int mark = text.indexOf("://");
        String scheme = (mark < 0 ? schema : text.substring(0, mark)).toLowerCase(Locale.ROOT);
        requireHttp(mark < 0 ? "schema" : "host", scheme);
        String rest = mark < 0 ? text : text.substring(mark + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        requireOnlyHostAndPath(authority, rest);
        if (IPV6.matcher(authority).matches()) {
            authority = "[" + authority + "]";
        }
        return new HttpAddress(
                scheme, hostOf(authority), portOf(authority, port), encoded(slash < 0 ? "" : rest.substring(slash)));
    }

    private static void requireHttp(String setting, String scheme) throws BadAddressException {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new BadAddressException(
                    setting,
                    setting.equals("host")
                            ? "must begin with http:// or https://, not with " + scheme + "://"
                            : "must be http or https, was " + scheme,
                    "Change it; a path belongs into host, as in https://api.example.com/v1");
        }
    }

    /** The messages do not repeat the host: what should not be in it may be a password. */
    private static void requireOnlyHostAndPath(String authority, String rest) throws BadAddressException {
        if (authority.contains("@")) {
            throw new BadAddressException("host", "must not hold a login", "Put it into login and password");
        }
        if (rest.contains("?") || rest.contains("#")) {
            throw new BadAddressException("host", "must not hold a query or a fragment", "Put it into the route");
        }
        if (rest.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
            throw new BadAddressException("host", "must not hold spaces, control characters or \\", "Remove them");
        }
    }

    private static String hostOf(String authority) throws BadAddressException {
        String written = authority.substring(0, endOfHost(authority));
        if (written.contains("_")) {
            throw new BadAddressException(
                    "host",
                    "'" + written + "' has an underscore, which no host name in a URL may have",
                    "Give the host an alias without one");
        }
        try {
            String host = written.startsWith("[") ? written : IDN.toASCII(written);
            if (new URI("http://" + host).getHost() != null) {
                return host.toLowerCase(Locale.ROOT);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // said below: their messages speak of characters of a URI that nobody wrote
        }
        throw new BadAddressException(
                "host", written.isEmpty() ? "names no host" : "'" + written + "' is not a host name", "Correct it");
    }

    private static int endOfHost(String authority) {
        int colon = authority.indexOf(':', Math.max(0, authority.indexOf(']')));
        return colon < 0 ? authority.length() : colon;
    }

    private static int portOf(String authority, @Nullable Integer port) throws BadAddressException {
        int end = endOfHost(authority);
        if (end == authority.length()) {
            return port == null ? -1 : port;
        }
        int own = number(authority.substring(end + 1));
        if (port != null && port != own) {
            throw new BadAddressException(
                    "port", "is " + port + ", and the host has port " + own, "Remove one of them");
        }
        return own;
    }

    private static int number(String digits) throws BadAddressException {
        if (digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) >= 1 && Integer.parseInt(digits) <= 65_535) {
            return Integer.parseInt(digits);
        }
        throw new BadAddressException("host", "has a port that is no number from 1 to 65535", "Correct it");
    }

    private static String encoded(String path) throws BadAddressException {
        try {
            return new URI("http://host" + path).toASCIIString().substring("http://host".length());
        } catch (URISyntaxException e) {
            throw new BadAddressException(
                    "host", "has a path with characters that a URL cannot have", "Percent-encode them");
        }
    }

    /** The URL that all requests begin with. */
    public URI url() {
        return URI.create(origin() + path);
    }

    /** The URL of a path: joined with one slash, if neither side has one, as Airflow's hook joins them. */
    public String resolve(String relative) {
        String slash = path.endsWith("/") || relative.startsWith("/") || relative.isEmpty() ? "" : "/";
        return origin() + path + slash + relative;
    }

    private String origin() {
        return scheme + "://" + host + (port < 0 ? "" : ":" + port);
    }

    /** The host and port for messages; with the port that is meant when none was written. */
    public String where() {
        return host + ":" + portInUse(scheme, port);
    }

    /** Whether it is over TLS. */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    boolean isOrigin(@Nullable String otherScheme, String otherHost, int otherPort) {
        return scheme.equalsIgnoreCase(otherScheme)
                && isServer(otherHost, otherPort < 0 ? portInUse(scheme, -1) : otherPort);
    }

    boolean isOrigin(HttpHost other) {
        return isOrigin(other.getSchemeName(), other.getHostName(), other.getPort());
    }

    boolean isServer(String otherHost, int otherPort) {
        return bare(host).equalsIgnoreCase(bare(otherHost)) && portInUse(scheme, port) == otherPort;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static int portInUse(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return scheme.equalsIgnoreCase("https") ? 443 : 80;
    }
}
