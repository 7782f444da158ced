package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.Links;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of each answer that asks for the page after it. */
record CursorPages(
        From from,
        String parameter,
        @Nullable Jmes inside,
        Place place,
        String name,
        @Nullable String stop,
        Duration throttle)
        implements Paging {

    /** Where an answer has it. */
    enum From {
        BODY,
        HEADER,
        RFC_TOKEN,
        RFC_URL
    }

    /** By a cursor, or by a whole URL. */
    static Paging of(Params handler, HttpCalls calls) {
        From from = handler.choice("cursor_locator", From.class).orElse(From.BODY);
        Duration throttle = handler.seconds("throttle", Duration.ZERO);
        if (from == From.RFC_URL) {
            return new LinkPages(calls, throttle);
        }
        String parameter = handler.required("cursor_param");
        return new CursorPages(
                from,
                parameter,
                from == From.BODY ? Jmes.of("params.response.handler.cursor_param", parameter) : null,
                handler.choice("cursor_disposition", Place.class).orElse(Place.QUERY),
                handler.required("cursor_name"),
                handler.text("stop_value").orElse(null),
                throttle);
    }

    @Override
    public Optional<RestRequest> next(Page page) {
        Optional<String> cursor = cursor(page).filter(text -> !text.isEmpty() && !text.equals(stop));
        return cursor.map(value -> place.put(page.request(), name, value)).filter(next -> !next.equals(page.request()));
    }

    private Optional<String> cursor(Page page) {
        if (inside != null) {
            JsonNode found = inside.find(page.required());
            return found.isNull() || found.isMissingNode() ? Optional.empty() : Optional.of(found.asText());
        }
        if (from == From.HEADER) {
            return page.answer().header(parameter);
        }
        return Links.next(page.answer().headers("Link")).flatMap(link -> Links.parameter(link, parameter));
    }

    @Override
    public boolean looksInside() {
        return inside != null;
    }
}
