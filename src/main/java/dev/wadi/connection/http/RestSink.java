package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wadi.batch.Params;
import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.HttpResult;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends rows as requests, one after the other: each row alone, or so many together. */
final class RestSink {

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

    /** What a body is. */
    private enum Body {
        JSON("application/json"),
        JSONL("application/jsonl"),
        CSV("text/csv"),
        FORM(RestRequest.FORM);

        private final String contentType;

        Body(String contentType) {
            this.contentType = contentType;
        }

        static Body of(Params params, String contentType) {
            String plain = contentType.replaceFirst(";.*", "").strip();
            if (plain.endsWith("jsonl") || plain.endsWith("ndjson")) {
                return JSONL;
            }
            for (Body body : values()) {
                if (plain.equals(body.contentType) || (body == JSON && plain.endsWith("+json"))) {
                    return body;
                }
            }
            throw params.wrong(
                    "content_type",
                    "must be application/json, application/jsonl, text/csv or " + RestRequest.FORM + ", was "
                            + contentType);
        }
    }

    private final HttpCalls calls;
    private final SinkStage stage;
    private final String path;
    private final RestRequest request;
    private final Body body;
    private final int batch;
    private final ErrorHandler errors;

    RestSink(HttpCalls calls, SinkStage stage) {
        this.calls = calls;
        this.stage = stage;
        Params params = Params.of(stage.params());
        this.path = stage.locator().or(() -> params.text("endpoint")).orElse("");
        this.batch = params.number("batch", 1, 1, 1_000_000);
        String contentType = params.text("content_type").orElse(RestRequest.JSON);
        this.request = new RestRequest(
                RestRequest.method(params, "POST"),
                path,
                params.map("query"),
                RestRequest.headers(params),
                contentType,
                null,
                params.number("max_retries", RestRequest.RETRIES, 0, 100));
        this.body = Body.of(params, contentType);
        this.errors = ErrorHandler.of(params.inner("errorhandler"));
        params.text("endpoint");
        params.done();
        check(params);
    }

    private void check(Params params) {
        if (request.method().equals("GET")) {
            throw params.wrong("method", "must be post, put or patch, was get");
        }
        if (batch > 1 && (body == Body.FORM || COLUMN.matcher(path).find())) {
            throw params.wrong("batch", "must be 1 when the path or a form is made from one row, was " + batch);
        }
        boolean repeatable =
                stage.mode() == SinkMode.UPSERT && !request.method().equals("POST");
        if (stage.mode() != SinkMode.APPEND && !repeatable) {
            throw new IllegalArgumentException(
                    "mode: an http sink appends, or with params.method put or patch upserts; was "
                            + stage.mode().name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    long write(BatchReader reader) throws IOException {
        RowText text = new RowText(reader.schema());
        long sent = 0;
        try (Rows.Cursor rows = Rows.iterate(reader)) {
            while (rows.hasNext()) {
                List<Map<String, @Nullable Object>> together = new ArrayList<>();
                while (together.size() < batch && rows.hasNext()) {
                    together.add(rows.next());
                }
                send(text, together, sent);
                sent += together.size();
            }
        }
        return sent;
    }

    private void send(RowText text, List<Map<String, @Nullable Object>> rows, long sent) throws IOException {
        String which = rows.size() == 1 ? "row " + (sent + 1) : "rows " + (sent + 1) + " to " + (sent + rows.size());
        HttpCall call;
        try {
            RestRequest filled = new RestRequest(
                    request.method(),
                    filled(text, rows.get(0)),
                    request.query(),
                    request.headers(),
                    request.contentType(),
                    body(text, rows),
                    request.retries());
            call = filled.call(calls);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + ": " + e.getMessage(), e);
        }
        try (HttpResult answer = calls.send(stage.run(), call, errors)) {
            if (errors.looksInside()) {
                errors.check(JsonRows.read(answer.body()), call, calls);
            }
            answer.body().transferTo(OutputStream.nullOutputStream()); // so that the TCP connection can be used again
        } catch (JsonRows.BadJsonException e) {
            throw calls.failure(which + ": the answer to " + call + " " + e.getMessage(), e);
        } catch (ConnectionException e) {
            String before = sent == 0 ? "" : ". The " + sent + " before were taken and stay";
            throw calls.failure(which + ": " + what(e) + before, e);
        }
    }

    private static String what(ConnectionException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^connection '[^']*': ", "");
    }

    private String filled(RowText text, Map<String, @Nullable Object> row) {
        Matcher column = COLUMN.matcher(path);
        return column.replaceAll(found -> {
            String name = found.group(1);
            if (!row.containsKey(name)) {
                throw new IllegalArgumentException(
                        "the path needs the column '" + name + "', and there are " + String.join(", ", row.keySet()));
            }
            String value = text.shown(name, row.get(name));
            if (value.isEmpty() || value.equals(".") || value.equals("..")) {
                throw new IllegalArgumentException("the value of '" + name + "' is none that a path can have");
            }
            return Matcher.quoteReplacement(RestRequest.encoded(value));
        });
    }

    private Object body(RowText text, List<Map<String, @Nullable Object>> rows) {
        return switch (body) {
            case JSON -> (batch == 1 ? text.json(rows.get(0)) : array(text, rows)).toString();
            case JSONL -> rows.stream().map(row -> text.json(row) + "\n").collect(Collectors.joining());
            case CSV -> rows.stream()
                    .map(text::csv)
                    .collect(Collectors.joining("\r\n", text.csvHeader() + "\r\n", "\r\n"));
            case FORM -> form(text, rows.get(0));
        };
    }

    private static JsonNode array(RowText text, List<Map<String, @Nullable Object>> rows) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> array.add(text.json(row)));
        return array;
    }

    private static Object form(RowText text, Map<String, @Nullable Object> row) {
        return row.entrySet().stream()
                .filter(cell -> cell.getValue() != null)
                .map(cell -> RestRequest.encoded(cell.getKey()) + "="
                        + RestRequest.encoded(text.shown(cell.getKey(), cell.getValue())))
                .collect(Collectors.joining("&"));
    }
}
