package dev.wadi.connection.http;

import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection to an HTTP server may say. */
record HttpSettings(
        @Setting(
                        field = Field.HOST,
                        required = true,
                        description =
                                "The host, or the URL that all requests begin with; its scheme is stronger than schema.",
                        example = "https://api.example.com/v1")
                String host,
        @Setting(
                        field = Field.SCHEMA,
                        description = "http or https, when the host does not say it. Without it, http.",
                        example = "https")
                @Nullable
                String schema,
        @Setting(field = Field.PORT, description = "The port, when it is not the usual one.", min = 1, max = 65_535)
                @Nullable
                Integer port,
        @Setting(field = Field.LOGIN, description = "The user name for Basic authentication.") @Nullable String login,
        @Setting(field = Field.PASSWORD, description = "The password for Basic authentication.", secret = true)
                @Nullable
                String password,
        @Setting(
                        description =
                                "Whether routes get the body of an answer as a stream that can be read once, instead of a copy.",
                        defaultValue = "false")
                boolean stream,
        @Setting(
                        description =
                                "The client's certificate: a PEM file that holds it and its key, or a list of the two files.",
                        defaultValue = "[]",
                        example = "[/run/secrets/client.crt, /run/secrets/client.key]")
                List<String> cert,
        @Setting(
                        aliases = "proxy",
                        description =
                                "Proxies by the scheme of the server (http, https, or all), and no_proxy with a list of hosts and"
                                        + " domains that are reached directly.",
                        example = "{\"https\": \"http://proxy.example.com:3128\", \"no_proxy\": \".internal\"}",
                        defaultValue = "{}",
                        secret = true)
                Map<String, Object> proxies,
        @Setting(
                        description =
                                "How long connecting and each wait for data may take, in seconds; 0 waits for ever.",
                        defaultValue = "60",
                        min = 0)
                Duration timeout,
        @Setting(
                        aliases = "verify_ssl",
                        description =
                                "Whether the server's certificate is checked, or the PEM file of the authorities that are trusted.",
                        defaultValue = "true",
                        example = "/etc/ssl/company-ca.pem")
                String verify,
        @Setting(description = "Whether redirects are followed.", defaultValue = "true") boolean allowRedirects,
        @Setting(description = "How many redirects are followed.", defaultValue = "30", min = 1, max = 1000)
                int maxRedirects,
        @Setting(
                        description =
                                "Whether the environment's http_proxy, https_proxy, all_proxy and no_proxy count when the connection"
                                        + " names no proxies.",
                        defaultValue = "true")
                boolean trustEnv,
        @Setting(
                        description = "Whether an answer that is neither 2xx nor 3xx is an error in a route.",
                        defaultValue = "true")
                boolean checkResponse,
        @Setting(description = "Looking the host up by DNS SRV records; cannot be switched on.", defaultValue = "false")
                boolean srvLookup,
        @Setting(
                        field = Field.LEFTOVERS,
                        description =
                                "Each other key is sent as a header of that name, and so is each member of an object that is called"
                                        + " headers. They go to this server only.",
                        example = "{\"Authorization\": \"Bearer …\"}",
                        secret = true)
                Map<String, Object> headers,
        @Setting(
                        field = Field.WADI,
                        description = "The path that a test asks for, below the host's own.",
                        example = "health")
                @Nullable
                String testPath,
        @Setting(
                        field = Field.WADI,
                        description =
                                "The method of a test. Without it, HEAD, and then GET if that is not answered well.")
                @Nullable
                TestMethod testMethod,
        @Setting(
                        field = Field.WADI,
                        description = "How many connections to the server are open at a time.",
                        defaultValue = "100",
                        min = 1,
                        max = 10_000)
                int maxConnections) {

    /** Methods that change nothing. */
    enum TestMethod {
        HEAD,
        GET,
        OPTIONS
    }

    HttpSettings {
        cert = List.copyOf(cert);
        proxies = Collections.unmodifiableMap(new LinkedHashMap<>(proxies)); // in order, for the order of problems
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Names the host only. */
    @Override
    public String toString() {
        return "HttpSettings[" + host + "]";
    }
}
