package dev.wadi.cli;

import dev.wadi.engine.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running service is asked. */
final class ServiceAddress {

    @Option(names = "--api-host", paramLabel = "HOST", description = "Where the service's API is (127.0.0.1).")
    private @Nullable String host;

    @Option(names = "--api-port", paramLabel = "PORT", description = "The port of the service's API (8081).")
    private @Nullable String port;

    Settings settings(Session session) {
        Map<String, String> flags = new LinkedHashMap<>();
        Session.put(flags, "wadi.api.host", host);
        Session.put(flags, "wadi.api.port", port);
        return session.settings(flags);
    }
}
