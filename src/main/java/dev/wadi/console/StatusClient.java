package dev.wadi.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.Settings;
import java.util.Map;

/** Asks a running service how it is, at the address, port and token that the settings name. */
public final class StatusClient {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private StatusClient() {}

    /**
     * How the running service is.
     *
     * @throws ApiException when none answers, another program does, or the token is wrong
     */
    public static ServiceStatus status(Settings settings) {
        return new ApiClient(settings, JSON).get("/api/v2/status", ServiceStatus.class);
    }

    /** Which Wadi the running service is. */
    public static ServiceVersion version(Settings settings) {
        return new ApiClient(settings, JSON).get("/api/v2/version", ServiceVersion.class);
    }

    /** What uses connections in the running service. */
    public static ServiceUsage.Page usages(Settings settings) {
        return new ApiClient(settings, JSON).get("/api/v2/usages", ServiceUsage.Page.class);
    }

    /** Has the running service read all files again; how it is after that. */
    public static ServiceStatus reload(Settings settings) {
        return new ApiClient(settings, JSON).post("/api/v2/reload", Map.of(), ServiceStatus.class);
    }
}
