package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.HttpResult;
import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.FoundFile;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of an answer as files, each of which is asked for when it is wanted. */
final class Pages {

    private final HttpCalls calls;
    private final RunScope run;
    private final RestParams params;
    private final AnswerFormat formats;
    private final Path folder;
    private @Nullable RestRequest next;
    private @Nullable Path before;
    private @Nullable Format format;
    private JsonShape shape = JsonShape.ANY;
    private int loaded;

    /** @param run which ends what is going on when it is cancelled */
    Pages(HttpCalls calls, RunScope run, RestParams params, Path folder) {
        this.calls = calls;
        this.run = run;
        this.params = params;
        this.formats = new AnswerFormat(calls, params.contentType());
        this.folder = folder;
        this.next = params.handler().paging().first(params.request());
    }

    /** A page in a file, all of whose rows go together with those of the pages before. */
    record Loaded(FoundFile file, Format format, long rows) {}

    /** Pages from here on have what the rows before had. */
    void expect(JsonShape known) {
        shape = known;
    }

    /** The next page; null after the last one. The file of the one before is needed until then, to tell them apart. */
    @Nullable
    Loaded load() throws IOException {
        RestRequest asked = next;
        if (asked == null) {
            return null;
        }
        if (loaded > 0) {
            HttpCalls.pause(run, params.handler().paging().throttle());
        }
        HttpCall call = asked.call(calls);
        Path file = folder.resolve("page-" + loaded++);
        Polling polling = params.handler().polling();
        Page page = polling == null ? asked(asked, call, file) : polled(polling, asked, call, file);
        refuseRepeated(page, call);
        next = params.handler().paging().next(page).orElse(null);
        before = file;
        return new Loaded(new FoundFile(file, call.url().getPath()), formatSoFar(), page.rows());
    }

    private Format formatSoFar() {
        return format == null ? Format.JSON : format;
    }

    private Page asked(RestRequest asked, HttpCall call, Path file) throws IOException {
        try (HttpResult answer = calls.send(run, call, params.errors())) {
            return page(asked, call, answer, file, params.looksInside());
        }
    }

    /** A server that does not know the parameter would give its first page for ever. */
    private void refuseRepeated(Page page, HttpCall call) throws IOException {
        if (before != null && page.rows() != 0 && Files.mismatch(before, page.file()) == -1) {
            throw calls.failure(
                    "the answer to " + call + " is the page before once more; it seems not to know how"
                            + " params.response.handler asks for the next",
                    null);
        }
    }

    private Page polled(Polling polling, RestRequest asked, HttpCall call, Path file) throws IOException {
        JsonNode ready = polling.await(run, calls, call, () -> {
            try (HttpResult answer = calls.send(run, call, params.errors())) {
                return document(answer, call);
            }
        });
        if (polling.url() == null) {
            return rows(asked, call, null, ready, file);
        }
        URI url = calls.download(call.url(), polling.urlIn(ready, calls, call));
        HttpCall download = HttpCall.get(url, Map.of(), params.request().retries());
        try (HttpResult answer = calls.send(run, download)) {
            return page(asked, download, answer, file, false);
        }
    }

    private Page page(RestRequest asked, HttpCall call, HttpResult answer, Path file, boolean looked)
            throws IOException {
        Format found = formats.of(call, answer);
        if (format != null && format != found) {
            throw calls.failure("the answer to " + call + " is " + found + ", and the page before was " + format, null);
        }
        format = found;
        if (found != Format.JSON) {
            if (looked) {
                throw new IllegalArgumentException(
                        "params.response: a locator, pages and conditions are of JSON, and the answer to " + call
                                + " is " + found);
            }
            Files.copy(answer.body(), file);
            return new Page(asked, call.url(), answer, file, -1, null);
        }
        if (looked) {
            return rows(asked, call, answer, document(answer, call), file);
        }
        try {
            long rows = JsonRows.copy(answer.body(), file, shape);
            return new Page(asked, call.url(), answer, file, rows, null);
        } catch (JsonRows.BadJsonException e) {
            throw bad(call, e);
        }
    }

    private JsonNode document(HttpResult answer, HttpCall call) throws IOException {
        try {
            JsonNode document = JsonRows.read(answer.body());
            params.errors().check(document, call, calls);
            return document;
        } catch (JsonRows.BadJsonException e) {
            throw bad(call, e);
        }
    }

    private Page rows(RestRequest asked, HttpCall call, @Nullable HttpResult answer, JsonNode document, Path file)
            throws IOException {
        Jmes locator = params.locator();
        JsonNode found = locator == null ? document : locator.find(document);
        try {
            if (found.isNull() || found.isMissingNode()) {
                throw new JsonRows.BadJsonException(
                        locator == null ? "is empty" : "has nothing at params.response.locator, '" + locator + "'");
            }
            long rows = JsonRows.write(found, file, shape);
            return new Page(asked, call.url(), answer, file, rows, document);
        } catch (JsonRows.BadJsonException e) {
            throw bad(call, e);
        }
    }

    private RuntimeException bad(HttpCall call, JsonRows.BadJsonException e) {
        return calls.failure("the answer to " + call + " " + e.getMessage(), e);
    }

    /** What was asked for first, for messages. */
    String shown() {
        return params.request().call(calls).toString();
    }
}
