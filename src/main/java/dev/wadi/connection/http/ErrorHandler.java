package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.HttpResult;
import dev.wadi.connection.httpclient.Refusals;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When an answer tells of an error: with a good status all the same, as those of GraphQL do, or with a status that is one.
 *
 * @param statuses those that are an error in any case, at once
 */
record ErrorHandler(Set<Integer> statuses, @Nullable Jmes condition, @Nullable Jmes message) implements Refusals {

    static ErrorHandler of(Params params) {
        ErrorHandler handler = new ErrorHandler(
                statuses(params),
                Jmes.in(params, "condition", "params.errorhandler.condition"),
                Jmes.in(params, "message", "params.errorhandler.message"));
        params.done();
        return handler;
    }

    private static Set<Integer> statuses(Params params) {
        Set<Integer> statuses = new HashSet<>();
        for (String text : params.texts("error_status_codes")) {
            if (!text.matches("[2-5]\\d\\d")) {
                throw params.wrong("error_status_codes", "must be a list of statuses from 200 to 599, and has " + text);
            }
            statuses.add(Integer.valueOf(text));
        }
        return Set.copyOf(statuses);
    }

    boolean looksInside() {
        return condition != null;
    }

    @Override
    public boolean isError(int status) {
        return statuses.contains(status);
    }

    @Override
    public String said(HttpResult refused) throws IOException {
        String why = refused.status() < 300 ? ", which params.errorhandler.error_status_codes has" : "";
        if (message == null) {
            return why;
        }
        try {
            JsonNode found = message.find(JsonRows.read(refused.body()));
            return Jmes.isTrue(found) ? why + ": " + shortly(found) : why;
        } catch (JsonRows.BadJsonException e) {
            return why; // errors are often told in other forms
        }
    }

    void check(JsonNode document, HttpCall call, HttpCalls calls) {
        if (condition == null || !Jmes.isTrue(condition.find(document))) {
            return;
        }
        String said = message == null ? "" : ": " + shortly(message.find(document));
        throw calls.failure("the answer to " + call + " is an error by params.errorhandler.condition" + said, null);
    }

    private static String shortly(JsonNode found) {
        String text = found.isTextual() ? found.textValue() : found.toString();
        String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
