package dev.wadi.connection.http;

import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.HttpResult;
import dev.wadi.connection.tabular.Format;
import java.util.Locale;
import java.util.Optional;

/** What format an answer has, by what the stage says, by its header, or by the path that was asked for. */
record AnswerFormat(HttpCalls calls, Optional<String> declared) {

    Format of(HttpCall call, HttpResult answer) {
        String type =
                declared.or(() -> answer.header("Content-Type")).orElse("").toLowerCase(Locale.ROOT);
        return formatOf(type.replaceFirst(";.*", "").strip())
                .or(() -> Format.byName(call.url().getPath()))
                .orElseThrow(() -> calls.failure(
                        "the answer to " + call + " is neither JSON, CSV nor Parquet"
                                + (type.isEmpty() ? "" : " but '" + shown(type) + "'")
                                + ". Set params.response.content_type if it is",
                        null));
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
