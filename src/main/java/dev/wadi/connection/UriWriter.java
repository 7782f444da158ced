package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.JsonText;
import dev.wadi.config.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a connection as a URI that Airflow reads, and reads back as it was, IPv6 addresses and capitals included. */
final class UriWriter {

    private static final Pattern PROTOCOL = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

    private UriWriter() {}

    static String write(ConnectionDefinition definition) {
        String scheme = definition.connType().toLowerCase(Locale.ROOT).replace('_', '-');
        if (!SCHEME.matcher(scheme).matches()) {
            throw refused(definition, "conn_type", "the type '" + definition.connType() + "' cannot begin a URI");
        }
        String user = user(definition);
        String written = definition.host() == null ? "" : definition.host();
        String protocol = protocol(scheme, written);
        String host = encodedHost(written.substring(protocol.length()));
        String port = port(definition);
        String at = user.isEmpty() && host.isEmpty() && !port.isEmpty() ? "@" : "";
        String schema = definition.schema() == null ? "" : Percent.encode(definition.schema());
        return scheme + "://" + protocol + user + at + host + port + path(schema, query(definition));
    }

    /** The {@code https://} of a host that can stand as it is; where it would not be read back, all is encoded. */
    private static String protocol(String scheme, String host) {
        int end = host.indexOf("://");
        if (end < 0 || end + 3 == host.length()) {
            return "";
        }
        String protocol = host.substring(0, end);
        boolean plain = PROTOCOL.matcher(protocol).matches() && !protocol.equals(scheme);
        return plain && keepsCase(host.substring(end + 3)) ? protocol + "://" : "";
    }

    /** Whether a host is read as it is: it is lowered unless it is a path. */
    private static boolean keepsCase(String host) {
        return host.contains("/") || host.equals(host.toLowerCase(Locale.ROOT));
    }

    private static String encodedHost(String host) {
        if (IpLiterals.isIpv6(host) && keepsCase(host)) {
            int zone = host.contains("%") ? host.indexOf('%') : host.length();
            return "[" + host.substring(0, zone) + Percent.encode(host.substring(zone)) + "]";
        }
        String encoded = Percent.encode(host);
        if (keepsCase(host) || encoded.startsWith("%")) {
            return encoded;
        }
        // Hosts are lowered up to the first %, so that the capitals after this one survive.
        return String.format("%%%02X", (int) encoded.charAt(0)) + encoded.substring(1);
    }

    private static String user(ConnectionDefinition definition) {
        if (definition.login() == null && definition.password() == null) {
            return "";
        }
        String login = definition.login() == null ? "" : Percent.encode(definition.login());
        return login + (definition.password() == null ? "" : ":" + Percent.encode(definition.password())) + "@";
    }

    private static String port(ConnectionDefinition definition) {
        String port = definition.port();
        if (port == null || port.isEmpty()) {
            return "";
        }
        if (!DefinitionFields.isNumber(port)) {
            throw refused(definition, "port", "the port is not a number, and a URI holds numbers only");
        }
        return ":" + port;
    }

    private static ConfigurationException refused(ConnectionDefinition definition, String field, String what) {
        return new ConfigurationException(Problem.error(
                definition.origin().of(field),
                definition.connId() + "." + field,
                what,
                "Use the JSON form for this connection"));
    }

    private static String path(String schema, String query) {
        if (query.isEmpty()) {
            return schema.isEmpty() ? "" : "/" + schema;
        }
        return "/" + schema + "?" + query;
    }

    private static String query(ConnectionDefinition definition) {
        Map<String, @Nullable Object> extra = DefinitionFields.airflowExtra(definition);
        boolean flat = extra.values().stream().allMatch(String.class::isInstance) && !extra.containsKey("__extra__");
        if (extra.isEmpty()) {
            return "";
        }
        if (!flat) {
            return "__extra__=" + form(JsonText.ascii(extra));
        }
        return extra.entrySet().stream()
                .map(entry -> form(entry.getKey()) + "=" + form(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String form(String text) {
        return Percent.encode(text).replace("%20", "+");
    }
}
