package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.connection.httpclient.HttpResult;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A page that was loaded.
 *
 * @param headers the answer, whose headers paging looks at
 * @param rows how many rows it has; -1 when that is not known, of formats other than JSON
 * @param document the whole answer, where a locator or the paging needs it
 */
record Page(
        RestRequest request, URI url, @Nullable HttpResult headers, Path file, long rows, @Nullable JsonNode document) {

    /** The document, for who said that it needs it. */
    JsonNode required() {
        if (document == null) {
            throw new IllegalStateException("the answer was not kept");
        }
        return document;
    }

    /** The answer, which one that was waited for does not have. */
    HttpResult answer() {
        if (headers == null) {
            throw new IllegalStateException("an answer that was waited for has no further pages");
        }
        return headers;
    }
}
