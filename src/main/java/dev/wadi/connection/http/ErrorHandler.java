package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import org.jspecify.annotations.Nullable;

/** When an answer with a good status tells of an error all the same, as those of GraphQL do. */
record ErrorHandler(@Nullable Jmes condition, @Nullable Jmes message) {

    static ErrorHandler of(Params params) {
        ErrorHandler handler = new ErrorHandler(
                params.text("condition")
                        .map(text -> Jmes.of("params.errorhandler.condition", text))
                        .orElse(null),
                params.text("message")
                        .map(text -> Jmes.of("params.errorhandler.message", text))
                        .orElse(null));
        params.done();
        return handler;
    }

    boolean looksInside() {
        return condition != null;
    }

    void check(JsonNode document, HttpCall call, HttpCalls calls) {
        if (condition == null || !isTrue(condition.find(document))) {
            return;
        }
        String said = message == null ? "" : ": " + shortly(message.find(document));
        throw calls.failure("the answer to " + call + " is an error by params.errorhandler.condition" + said, null);
    }

    /** As JMESPath has it. */
    private static boolean isTrue(JsonNode found) {
        return !(found.isNull()
                || found.isMissingNode()
                || (found.isBoolean() && !found.booleanValue())
                || (found.isTextual() && found.textValue().isEmpty())
                || (found.isContainerNode() && found.isEmpty()));
    }

    private static String shortly(JsonNode found) {
        String text = found.isTextual() ? found.textValue() : found.toString();
        String line = text.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
