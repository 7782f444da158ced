package dev.wadi.connection.packageindex;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wadi.batch.Params;
import dev.wadi.batch.RowBatches;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.HttpResult;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.TapStage;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads the page of a project. */
final class IndexTap {

    private static final int MOST_BYTES = 256 << 20;

    private final HttpCalls calls;
    private final TapStage stage;

    IndexTap(HttpCalls calls, TapStage stage) {
        this.calls = calls;
        this.stage = stage;
    }

    BatchReader open() throws IOException {
        Params params = Params.of(stage.params());
        int retries = params.number("max_retries", 3, 0, 100);
        params.done();
        String project = SimpleIndex.normal(stage.locator()
                .filter(name -> name.matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?"))
                .orElseThrow(() -> new IllegalArgumentException("locator: must be the name of a package, was '"
                        + stage.locator().orElse("") + "'")));
        URI url = calls.url(project + "/");
        HttpCall call = HttpCall.get(url, Map.of("Accept", SimpleIndex.ACCEPT), retries);
        try (HttpResult answer = calls.send(stage.run(), call)) {
            return RowBatches.of(
                    stage.run().allocator(),
                    ProjectPage.SCHEMA,
                    rows(project, call, answer).iterator());
        }
    }

    private List<Map<String, @Nullable Object>> rows(String project, HttpCall call, HttpResult answer)
            throws IOException {
        String type = answer.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        ProjectPage page = new ProjectPage(project, call.url());
        byte[] text = answer.body().readNBytes(MOST_BYTES);
        try {
            if (type.contains("json")) {
                return page.json(text);
            }
            if (type.contains("html")) {
                return page.html(text);
            }
        } catch (JsonProcessingException e) {
            throw calls.failure("the answer to " + call + " is no JSON, or was cut off", e);
        }
        throw calls.failure("the answer to " + call + " is no page of a package index (PEP 503 or 691)", null);
    }
}
