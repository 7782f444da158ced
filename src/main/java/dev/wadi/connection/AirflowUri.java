package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.PlaceholderShield.Shielded;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection URI the way Airflow does, which {@code java.net.URI} cannot; what Airflow silently loads as garbage
 * is refused. No message shows the URI, which holds a password.
 */
final class AirflowUri {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");
    private static final Pattern PROTOCOL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern WITH_UNDERSCORE = Pattern.compile("([A-Za-z][A-Za-z0-9+._-]*)://");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,9}");
    private static final String ENCODE = "Write %40 for @, %3A for :, %2F for /, %3F for ? and %23 for # in its parts";

    private final DefinitionReader connection;
    private final Problems problems;
    private final Place place;

    AirflowUri(DefinitionReader connection, Problems problems, Place place) {
        this.connection = connection;
        this.problems = problems;
        this.place = place;
    }

    /** What is wrong with a URI. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String fix;

        UnreadableException(String what, String fix) {
            super(what);
            this.fix = fix;
        }
    }

    Optional<ConnectionDefinition> read(String uri) {
        Shielded shielded = PlaceholderShield.over(uri);
        try {
            return parse(shielded);
        } catch (UnreadableException e) {
            return connection.fail(place, "", String.valueOf(e.getMessage()), e.fix);
        }
    }

    private Optional<ConnectionDefinition> parse(Shielded shielded) throws UnreadableException {
        String uri = shielded.text().replaceAll("[\t\r\n]", "").replaceFirst("^[\\x00-\\x20]+", "");
        if (uri.endsWith(" ")) {
            problems.warning(place, connection.connId(), "the URI ends in a space, which counts", "Remove it");
        }
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.lookingAt()) {
            throw noScheme(uri);
        }
        String rest = uri.substring(scheme.end());
        String protocol = protocol(scheme.group(1), rest);
        if (!protocol.isEmpty()) {
            rest = rest.substring(protocol.length() + 3);
        }
        Parts parts = Parts.of(rest);
        String host = host(protocol, parts.hostAndPort(), shielded);
        Optional<Map<String, @Nullable Object>> extra = extra(parts.query(), shielded);
        String port = port(parts.hostAndPort(), shielded);
        return extra.map(found -> new ConnectionDefinition(
                connection.connId(),
                DefinitionReader.normalizedType(scheme.group(1)),
                null,
                host,
                decoded(parts.login(), shielded),
                decoded(parts.password(), shielded),
                port,
                shielded.restore(Percent.decode(parts.path())),
                found,
                connection.originAt(place)));
    }

    private static UnreadableException noScheme(String uri) {
        Matcher underscore = WITH_UNDERSCORE.matcher(uri);
        if (underscore.lookingAt()) {
            String type = underscore.group(1);
            return new UnreadableException(
                    "the type of a URI may not hold '_', was '" + type + "'",
                    "Write " + type.replace('_', '-') + "://");
        }
        boolean quoted = uri.startsWith("\"") || uri.startsWith("'");
        return new UnreadableException(
                "is not a connection URI, which begins with its type and ://",
                quoted ? "Remove the quotes" : "Write it as type://login:password@host:port/schema");
    }

    /** The protocol of the form {@code type://protocol://host}, or an empty string. */
    private static String protocol(String scheme, String rest) throws UnreadableException {
        int first = rest.indexOf("://");
        if (first < 0) {
            return "";
        }
        if (rest.indexOf("://", first + 3) >= 0) {
            throw new UnreadableException("holds :// more than twice", "Write %3A%2F%2F for :// in its parts");
        }
        String protocol = rest.substring(0, first);
        if (protocol.isEmpty() || "/?#".indexOf(protocol.charAt(0)) >= 0) {
            return ""; // no host, and :// is somewhere in the path or the query
        }
        if (!PROTOCOL.matcher(protocol).matches()) {
            throw new UnreadableException(
                    "holds a second :// that does not follow a protocol", "Write %3A%2F%2F for :// in its parts");
        }
        if (protocol.equalsIgnoreCase(scheme)) {
            throw new UnreadableException(
                    "the protocol of the host is the same as the type, and Airflow loses the host",
                    "Write " + scheme + "://" + protocol + "%3A%2F%2F and the host");
        }
        return protocol.toLowerCase(Locale.ROOT);
    }

    /** The parts of what follows the type, still encoded. */
    private record Parts(
            @Nullable String login, @Nullable String password, String hostAndPort, String path, String query) {

        static Parts of(String rest) throws UnreadableException {
            int end = firstOf(rest, "/?#");
            String authority = rest.substring(0, end);
            String tail = before(rest.substring(end), '#');
            int question = tail.indexOf('?');
            String path = question < 0 ? tail : tail.substring(0, question);
            String query = question < 0 ? "" : tail.substring(question + 1);
            if (!IpLiterals.areBracketsFine(authority)) {
                throw new UnreadableException(
                        "square brackets may hold an IPv6 address only", "Write %5B for [ and %5D for ] elsewhere");
            }
            int at = authority.lastIndexOf('@');
            String user = at < 0 ? null : authority.substring(0, at);
            int colon = user == null ? -1 : user.indexOf(':');
            return new Parts(
                    user == null ? null : before(user, ':'),
                    user == null || colon < 0 ? null : user.substring(colon + 1),
                    authority.substring(at + 1),
                    path.isEmpty() ? "" : path.substring(1),
                    query);
        }
    }

    private static int firstOf(String text, String characters) {
        int end = 0;
        while (end < text.length() && characters.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String before(String text, char character) {
        int index = text.indexOf(character);
        return index < 0 ? text : text.substring(0, index);
    }

    private static @Nullable String decoded(@Nullable String part, Shielded shielded) {
        return part == null ? null : shielded.restore(Percent.decode(part));
    }

    private String host(String protocol, String hostAndPort, Shielded shielded) {
        String written = hostAndPort.startsWith("[")
                ? hostAndPort.substring(1, hostAndPort.indexOf(']'))
                : before(hostAndPort, ':');
        String exact = Percent.decode(written);
        // As Airflow: lower case as far as nothing is encoded, unless the host is a path.
        int encoded = written.indexOf('%');
        String name = encoded < 0 ? written : written.substring(0, encoded);
        String folded = Percent.decode(name.toLowerCase(Locale.ROOT) + written.substring(name.length()));
        String host = exact.contains("/") ? exact : folded;
        if (!host.equals(exact)) {
            problems.warning(
                    place,
                    connection.path("host"),
                    "is read in lower case, '" + shielded.restore(host) + "', as Airflow reads the hosts of URIs",
                    "Write it in lower case, or write fields instead of a URI to keep its case");
        }
        String restored = shielded.restore(host);
        return protocol.isEmpty() || restored.isEmpty() ? restored : protocol + "://" + restored;
    }

    private static @Nullable String port(String hostAndPort, Shielded shielded) throws UnreadableException {
        int from = hostAndPort.startsWith("[") ? hostAndPort.indexOf(']') : 0;
        int colon = hostAndPort.indexOf(':', from);
        if (colon < 0 || colon == hostAndPort.length() - 1) {
            return null;
        }
        String written = hostAndPort.substring(colon + 1);
        String port = shielded.restore(written);
        if (!port.equals(written) && Placeholders.isPlaceholder(port)) {
            return port;
        }
        // Not shown: after an unencoded character in a password, this is a piece of the password.
        if (!PORT.matcher(port).matches() || Integer.parseInt(port) > 65535) {
            throw new UnreadableException("what follows the host is not a port from 0 to 65535", ENCODE);
        }
        return Integer.toString(Integer.parseInt(port));
    }

    private Optional<Map<String, @Nullable Object>> extra(String query, Shielded shielded) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String name = before(pair, '=');
                String value = name.length() == pair.length() ? "" : pair.substring(name.length() + 1);
                extra.put(form(name, shielded), form(value, shielded));
            }
        }
        Object whole = extra.get("__extra__");
        return whole instanceof String json
                ? new ExtraReader(connection, problems).json(json, place)
                : Optional.of(extra);
    }

    private static String form(String text, Shielded shielded) {
        return shielded.restore(Percent.decode(text.replace('+', ' ')));
    }
}
