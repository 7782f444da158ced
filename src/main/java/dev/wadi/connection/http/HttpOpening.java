package dev.wadi.connection.http;

import dev.wadi.connection.httpclient.BadAddressException;
import dev.wadi.connection.httpclient.HttpAccess;
import dev.wadi.connection.httpclient.HttpAddress;
import dev.wadi.connection.httpclient.HttpConnection;
import dev.wadi.connection.httpclient.HttpProbe;
import dev.wadi.connection.httpclient.HttpProxies;
import dev.wadi.connection.httpclient.RequestHeaders;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks and opens connections of the types {@code http} and {@code https}, which differ in what a missing schema means. */
final class HttpOpening {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final String connType;

    HttpOpening(String connType) {
        this.connType = connType;
    }

    void check(HttpSettings settings, SettingProblems problems) {
        try {
            HttpAddress address = address(settings);
            String schema = scheme(settings.schema());
            if (settings.schema() != null
                    && SCHEMES.contains(schema)
                    && !address.scheme().equals(schema)) {
                String other = settings.host().contains("://") ? "the host says " : "the type is ";
                problems.warning("schema", "is " + schema + ", and " + other + address.scheme(), "Remove it");
            }
            checkTls(settings, address, problems);
        } catch (BadAddressException e) {
            e.report(problems);
        }
        RequestHeaders.check(settings.headers(), settings.login(), problems);
        HttpProxies.check("extra.proxies", settings.proxies(), problems);
        if (settings.srvLookup()) {
            problems.problem(
                    "extra.srv_lookup",
                    "hosts are not looked up by SRV records",
                    "Remove it, and give the host and port that the records name");
        }
        if (settings.cert().size() > 2) {
            problems.problem(
                    "extra.cert",
                    "must be one file, or a certificate and its key, was " + settings.cert(),
                    "Change it");
        }
    }

    private static void checkTls(HttpSettings settings, HttpAddress address, SettingProblems problems) {
        if (!address.isSecure() && (settings.login() != null || !settings.cert().isEmpty())) {
            problems.warning(
                    "host",
                    "credentials are sent without encryption to " + address.url(),
                    "Use https if the server has it");
        }
        HttpAccess.checkVerify(settings.verify(), problems);
    }

    OpenConnection open(HttpSettings settings, ConnectionContext context, Map<String, String> environment) {
        HttpProbe probe = HttpProbe.reachable(
                settings.testMethod() == null
                        ? List.of("HEAD", "GET")
                        : List.of(settings.testMethod().name()),
                settings.testPath() == null ? "" : settings.testPath());
        return new RestConnection(new HttpConnection(context, access(settings, context, environment), probe));
    }

    private HttpAccess access(HttpSettings settings, ConnectionContext context, Map<String, String> environment) {
        try {
            return new HttpAccess(
                    address(settings),
                    RequestHeaders.of(settings.headers(), settings.login(), settings.password()),
                    HttpProxies.of(settings.proxies(), settings.trustEnv() ? environment : Map.of()),
                    settings.verify(),
                    settings.cert(),
                    settings.timeout(),
                    settings.allowRedirects() ? settings.maxRedirects() : 0,
                    settings.stream(),
                    settings.checkResponse(),
                    settings.maxConnections());
        } catch (BadAddressException e) {
            throw new ConnectionException(context.connId(), String.valueOf(e.getMessage()), e);
        }
    }

    private HttpAddress address(HttpSettings settings) throws BadAddressException {
        String schema = scheme(settings.schema());
        if (connType.equals("https")
                && !SCHEMES.contains(schema)
                && !settings.host().contains("://")) {
            return HttpAddress.parse(settings.host() + "/" + settings.schema(), connType, settings.port());
        }
        return HttpAddress.parse(settings.host(), connType.equals("https") ? connType : schema, settings.port());
    }

    private String scheme(@Nullable String schema) {
        return schema == null || schema.isBlank() ? connType : schema.strip().toLowerCase(Locale.ROOT);
    }
}
