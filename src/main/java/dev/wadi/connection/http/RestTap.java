package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.HttpResult;
import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.FoundFile;
import dev.wadi.connection.tabular.ReadRequest;
import dev.wadi.connection.tabular.TabularFiles;
import dev.wadi.connection.tabular.TemporaryFolder;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.TapStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads all pages into files, and reads those as one: so the types of columns are known from all rows, and columns go
 * together by their names.
 */
final class RestTap {

    private final HttpCalls calls;
    private final TapStage stage;
    private final RestRequest request;
    private final ErrorHandler errors;
    private final Optional<String> contentType;
    private final @Nullable Jmes locator;
    private final Paging paging;
    private final Map<String, Object> options;

    RestTap(HttpCalls calls, TapStage stage) {
        this.calls = calls;
        this.stage = stage;
        Params params = Params.of(stage.params());
        this.request = RestRequest.of(
                params, stage.locator().or(() -> params.text("endpoint")).orElse(""));
        this.errors = ErrorHandler.of(params.inner("errorhandler"));
        Params response = params.inner("response");
        this.contentType = response.text("content_type");
        this.locator = response.text("locator")
                .map(text -> Jmes.of("params.response.locator", text))
                .orElse(null);
        this.paging = Paging.of(response.inner("handler"), calls);
        this.options = response.rest();
        params.text("endpoint");
        params.done();
    }

    BatchReader open() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        return TabularFiles.thenRemoved(folder, () -> {
            List<FoundFile> files = new ArrayList<>();
            Format format = load(folder.path(), files);
            ReadRequest read =
                    new ReadRequest(format, optionsFor(format), stage.fields(), stage.query(), stage.range());
            return TabularFiles.read(stage.run(), read, files, folder.path());
        });
    }

    private Map<String, Object> optionsFor(Format format) {
        if (format == Format.JSON || options.containsKey("union_by_name")) {
            return options;
        }
        Map<String, Object> byName = new java.util.LinkedHashMap<>(options);
        byName.put("union_by_name", true);
        return byName;
    }

    private Format load(Path folder, List<FoundFile> files) throws IOException {
        RestRequest next = paging.first(request);
        Format format = null;
        Path before = null;
        long rows = 0;
        while (next != null) {
            if (before != null) {
                HttpCalls.pause(stage.run(), paging.throttle());
            }
            HttpCall call = next.call(calls);
            try (HttpResult answer = calls.send(stage.run(), call)) {
                Format of = format(call, answer, format);
                Page page = page(next, call, answer, of, folder.resolve("page-" + files.size()));
                refuseRepeated(before, page, call);
                files.add(new FoundFile(page.file(), call.url().getPath()));
                next = paging.next(page).orElse(null);
                before = page.file();
                format = of;
                rows += page.rows();
            }
        }
        if (rows == 0 && format == Format.JSON && stage.fields().isEmpty()) {
            throw new IOException("the answer to " + request.call(calls)
                    + " has no rows to tell the columns by. Declare them in fields");
        }
        return format == null ? Format.JSON : format;
    }

    /** A server that does not know the parameter would give its first page for ever. */
    private void refuseRepeated(@Nullable Path before, Page page, HttpCall call) throws IOException {
        if (before != null && page.rows() != 0 && Files.mismatch(before, page.file()) == -1) {
            throw calls.failure(
                    "the answer to " + call + " is the page before once more; it seems not to know how"
                            + " params.response.handler asks for the next",
                    null);
        }
    }

    private Page page(RestRequest asked, HttpCall call, HttpResult answer, Format format, Path file)
            throws IOException {
        boolean looked = locator != null || paging.looksInside() || errors.looksInside();
        if (format != Format.JSON && looked) {
            throw new IllegalArgumentException(
                    "params.response: a locator, pages and conditions are of JSON, and the answer to " + call + " is "
                            + format);
        }
        try {
            if (format != Format.JSON) {
                Files.copy(answer.body(), file);
                return new Page(asked, call.url(), answer, file, -1, null);
            }
            return json(asked, call, answer, file, looked);
        } catch (JsonRows.BadJsonException e) {
            throw calls.failure("the answer to " + call + " " + e.getMessage(), e);
        }
    }

    private Page json(RestRequest asked, HttpCall call, HttpResult answer, Path file, boolean looked)
            throws IOException {
        if (!looked) {
            return new Page(asked, call.url(), answer, file, JsonRows.copy(answer.body(), file), null);
        }
        JsonNode document = JsonRows.read(answer.body());
        errors.check(document, call, calls);
        JsonNode found = locator == null ? document : locator.find(document);
        if (found.isNull() || found.isMissingNode()) {
            throw new JsonRows.BadJsonException(
                    locator == null ? "is empty" : "has nothing at params.response.locator, '" + locator + "'");
        }
        return new Page(asked, call.url(), answer, file, JsonRows.write(found, file), document);
    }

    private Format format(HttpCall call, HttpResult answer, @Nullable Format before) {
        String type =
                contentType.or(() -> answer.header("Content-Type")).orElse("").toLowerCase(Locale.ROOT);
        Format format = formatOf(type.replaceFirst(";.*", "").strip())
                .or(() -> Format.byName(call.url().getPath()))
                .orElseThrow(() -> calls.failure(
                        "the answer to " + call + " is neither JSON, CSV nor Parquet"
                                + (type.isEmpty() ? "" : " but '" + shown(type) + "'")
                                + ". Set params.response.content_type if it is",
                        null));
        if (before != null && before != format) {
            throw calls.failure(
                    "the answer to " + call + " is " + format + ", and the page before was " + before, null);
        }
        return format;
    }

    private static String shown(String type) {
        return type.length() > 60 ? type.substring(0, 60) + "…" : type.replaceAll("\\p{Cntrl}", "?");
    }

    private static Optional<Format> formatOf(String type) {
        if (type.equals("json")
                || type.endsWith("/json")
                || type.endsWith("+json")
                || type.endsWith("jsonl")
                || type.endsWith("ndjson")
                || type.endsWith("json-seq")
                || type.endsWith("jsonlines")) {
            return Optional.of(Format.JSON);
        }
        if (type.endsWith("csv")) {
            return Optional.of(Format.CSV);
        }
        return type.endsWith("parquet") ? Optional.of(Format.PARQUET) : Optional.empty();
    }
}
