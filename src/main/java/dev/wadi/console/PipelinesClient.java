package dev.wadi.console;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a running service for its pipelines, and to run them. All methods throw as {@link StatusClient} does. */
public final class PipelinesClient {

    private static final String PIPELINES = "/api/v2/pipelines";

    private final ApiClient client;

    public PipelinesClient(Settings settings) {
        this.client = new ApiClient(
                settings, new ObjectMapper().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES));
    }

    /** All pipelines. */
    public ServicePipeline.Page list() {
        return client.get(PIPELINES, ServicePipeline.Page.class);
    }

    /** The runs of a pipeline, the newest first. */
    public ServiceRun.Page runs(String pipeline, int limit, int offset) {
        return client.get(runsOf(pipeline) + "?limit=" + limit + "&offset=" + offset, ServiceRun.Page.class);
    }

    /** A run, as far as it is. */
    public ServiceRun run(String pipeline, String run) {
        return client.get(runsOf(pipeline) + "/" + encoded(run), ServiceRun.class);
    }

    /**
     * Begins a run.
     *
     * @throws ApiRefusedException when there is no such pipeline, or it runs already
     */
    public ServiceRun start(String pipeline, Map<String, @Nullable Object> parameters, boolean fresh) {
        return client.post(runsOf(pipeline), new RunCall(parameters, fresh), ServiceRun.class);
    }

    /**
     * Cancels a run.
     *
     * @return the run as it was before
     * @throws ApiRefusedException when it does not run
     */
    public ServiceRun cancel(String pipeline, String run) {
        return client.post(runsOf(pipeline) + "/" + encoded(run) + "/cancel", Map.of(), ServiceRun.class);
    }

    private static String runsOf(String pipeline) {
        return PIPELINES + "/" + encoded(pipeline) + "/runs";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
