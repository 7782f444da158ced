package dev.wadi.connection.httpclient;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;

/** Endpoints of camel-http on one connection. */
final class HttpEndpoints {

    /** What the connection fills in, or what would send its credentials elsewhere; in lower case. */
    private static final Set<String> FILLED_IN = Set.of(
            "authmethod",
            "authmethodpriority",
            "authusername",
            "authpassword",
            "authbearertoken",
            "authdomain",
            "authhost",
            "authenticationpreemptive",
            "proxyhost",
            "proxyport",
            "proxyauthhost",
            "proxyauthport",
            "proxyauthscheme",
            "proxyauthmethod",
            "proxyauthusername",
            "proxyauthpassword",
            "proxyauthdomain",
            "proxyauthnthost",
            "nonproxyhosts",
            "sslcontextparameters",
            "x509hostnameverifier",
            "httpclient",
            "httpclientbuilder",
            "clientbuilder",
            "httpclientconfigurer",
            "clientconnectionmanager",
            "httpcontext",
            "httpuri",
            "maxtotalconnections",
            "connectionsperroute",
            "sotimeout",
            "usesystemproperties");

    private static final Set<String> UNSAFE = Set.of("preservehostheader", "transferexception");

    private final String connId;
    private final HttpAccess access;
    private final HttpPool pool;

    HttpEndpoints(String connId, HttpAccess access, HttpPool pool) {
        this.connId = connId;
        this.access = access;
        this.pool = pool;
    }

    Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        requireNothingFilledIn(options);
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.putIfAbsent("followRedirects", access.maxRedirects() > 0);
        if (access.maxRedirects() > 0) {
            all.putIfAbsent("httpClient.maxRedirects", access.maxRedirects());
        }
        all.putIfAbsent("throwExceptionOnFailure", access.checksAnswers());
        all.putIfAbsent("okStatusCodeRange", "200-399"); // as Airflow's hook has it
        if (access.streams()) {
            all.putIfAbsent("disableStreamCache", true);
        }
        HttpEndpoint endpoint = (HttpEndpoint)
                component(context).createEndpoint(access.address().resolve(path), all);
        requireOwnOrigin(endpoint.getHttpUri(), path);
        return new OriginHttpEndpoint(endpoint, access.address());
    }

    private HttpComponent component(CamelContext context) {
        HttpComponent component = new HttpComponent();
        component.setCamelContext(context);
        component.setClientConnectionManager(pool.connections());
        component.setHttpClientConfigurer(pool::configure);
        component.setConnectTimeout(access.timeout().toMillis());
        component.setConnectionRequestTimeout(access.timeout().toMillis());
        component.setResponseTimeout(access.timeout().toMillis());
        component.init(); // never started: when it stops it closes the connections, which are not its own
        return component;
    }

    private void requireNothingFilledIn(Map<String, Object> options) {
        Set<String> filledIn = new TreeSet<>();
        for (String option : options.keySet()) {
            String name = option.toLowerCase(Locale.ROOT);
            if (UNSAFE.contains(name)) {
                throw new IllegalArgumentException(
                        option + " would let the other side choose what happens here. Remove it");
            }
            if (FILLED_IN.contains(name) || name.startsWith("oauth2") || name.startsWith("httpconnection.")) {
                filledIn.add(option);
            }
        }
        if (!filledIn.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", filledIn)
                    + (filledIn.size() == 1 ? " is" : " are") + " filled in by the connection '" + connId + "'. Remove "
                    + (filledIn.size() == 1 ? "it" : "them"));
        }
    }

    private void requireOwnOrigin(URI uri, String path) {
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || !access.address().isOrigin(uri.getScheme(), uri.getHost(), uri.getPort())) {
            throw new IllegalArgumentException(
                    "'" + path + "' does not stay on " + access.address().where() + ". Write a path");
        }
    }
}
