package dev.wadi.connection.http;

import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.spi.TapStage;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the params of a tap say.
 *
 * @param contentType what answers are, whatever they say themselves
 * @param locator where an answer has its rows; nothing when it is the rows
 * @param options of DuckDB's reader of the format
 */
record RestParams(
        RestRequest request,
        ErrorHandler errors,
        Optional<String> contentType,
        @Nullable Jmes locator,
        ResponseHandler handler,
        Map<String, Object> options) {

    static RestParams of(TapStage stage, HttpCalls calls) {
        Params params = Params.of(stage.params());
        RestRequest request = RestRequest.of(
                params, stage.locator().or(() -> params.text("endpoint")).orElse(""));
        ErrorHandler errors = ErrorHandler.of(params.inner("errorhandler"));
        Params response = params.inner("response");
        Optional<String> contentType = response.text("content_type");
        Jmes locator = Jmes.in(response, "locator", "params.response.locator");
        ResponseHandler handler = ResponseHandler.of(response.inner("handler"), calls, locator);
        params.text("endpoint");
        params.done();
        return new RestParams(request, errors, contentType, locator, handler, response.rest());
    }

    /** Whether answers are kept to be looked into, and not only copied. */
    boolean looksInside() {
        return locator != null || handler.looksInside() || errors.looksInside();
    }
}
