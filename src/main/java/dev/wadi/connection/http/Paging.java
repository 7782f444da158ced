package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.Links;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the pages of an answer follow each other. One is good for one execution: it counts. */
sealed interface Paging {

    /** Where in a request something is put. */
    enum Place {
        QUERY,
        BODY;

        RestRequest put(RestRequest request, String name, Object value) {
            return this == QUERY ? request.withQuery(name, value) : request.withBody(name, value);
        }
    }

    /** The first request, with what paging begins with. */
    default RestRequest first(RestRequest request) {
        return request;
    }

    /** The request for the page after one, or nothing after the last. */
    Optional<RestRequest> next(Page page);

    /** Whether the answer is to be JSON and kept, to be looked into. */
    boolean looksInside();

    /** How long to wait between pages. */
    default Duration throttle() {
        return Duration.ZERO;
    }

    /** Reads {@code response.handler}. */
    static Paging of(Params handler, HttpCalls calls) {
        Kind kind = handler.choice("kind", Kind.class).orElse(Kind.BASIC);
        Paging paging =
                switch (kind) {
                    case BASIC -> new One();
                    case PAGINATION -> Numbered.of(handler);
                    case CURSORPAGINATION -> cursor(handler, calls);
                    case LINKPAGINATION -> new Link(calls, handler.seconds("throttle", Duration.ZERO));
                };
        handler.done();
        return paging;
    }

    /** The names of {@code kind}. */
    enum Kind {
        BASIC("Basic"),
        PAGINATION("Pagination"),
        CURSORPAGINATION("CursorPagination"),
        LINKPAGINATION("LinkPagination");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    private static Paging cursor(Params handler, HttpCalls calls) {
        Cursor.From from = handler.choice("cursor_locator", Cursor.From.class).orElse(Cursor.From.BODY);
        Duration throttle = handler.seconds("throttle", Duration.ZERO);
        if (from == Cursor.From.RFC_URL) {
            return new Link(calls, throttle);
        }
        String parameter = handler.required("cursor_param");
        return new Cursor(
                from,
                parameter,
                from == Cursor.From.BODY ? Jmes.of("params.response.handler.cursor_param", parameter) : null,
                handler.choice("cursor_disposition", Place.class).orElse(Place.QUERY),
                handler.required("cursor_name"),
                handler.text("stop_value").orElse(null),
                throttle);
    }

    /** One page. */
    record One() implements Paging {

        @Override
        public Optional<RestRequest> next(Page page) {
            return Optional.empty();
        }

        @Override
        public boolean looksInside() {
            return false;
        }
    }

    /** The answer's {@code Link: <…>; rel="next"} (RFC 8288). */
    record Link(HttpCalls calls, Duration throttle) implements Paging {

        @Override
        public Optional<RestRequest> next(Page page) {
            return Links.next(page.answer().headers("Link")).map(link -> page.request()
                    .withUrl(calls.next(page.url(), link).toString()));
        }

        @Override
        public boolean looksInside() {
            return false;
        }
    }

    /** A number that grows, of pages or of rows. */
    final class Numbered implements Paging {

        private final String parameter;
        private final long size;
        private final Place place;
        private final long increment;
        private final @Nullable Jmes total;
        private final Duration throttle;
        private long at;
        private long received;

        private Numbered(
                String parameter, long size, Place place, long increment, @Nullable Jmes total, Duration throttle) {
            this.parameter = parameter;
            this.size = size;
            this.place = place;
            this.increment = increment;
            this.total = total;
            this.throttle = throttle;
        }

        static Numbered of(Params handler) {
            return new Numbered(
                    handler.required("page_param"),
                    handler.number("page_size", 1, 1, Integer.MAX_VALUE),
                    handler.choice("param_locator", Place.class).orElse(Place.QUERY),
                    handler.number("increment", 1, 1, Integer.MAX_VALUE),
                    handler.text("total_records")
                            .map(text -> Jmes.of("params.response.handler.total_records", text))
                            .orElse(null),
                    handler.seconds("throttle", Duration.ZERO));
        }

        /** Where nothing is said, pages are counted from 1, and rows from 0. */
        @Override
        public RestRequest first(RestRequest request) {
            Object given = place == Place.QUERY ? request.query().get(parameter) : request.inBody(parameter);
            try {
                at = given == null ? (increment == 1 ? 1 : 0) : Long.parseLong(given.toString());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "params." + (place == Place.QUERY ? "query." : "body.") + parameter
                                + " must be a whole number, with which paging begins",
                        e);
            }
            return place.put(request, parameter, at);
        }

        @Override
        public Optional<RestRequest> next(Page page) {
            received += page.rows();
            if (page.rows() == 0 || isLast(page)) {
                return Optional.empty();
            }
            at += increment;
            return Optional.of(place.put(page.request(), parameter, at));
        }

        private boolean isLast(Page page) {
            if (total == null) {
                return page.rows() < size;
            }
            JsonNode found = total.find(page.required());
            if (!found.canConvertToLong()) {
                throw new IllegalArgumentException(
                        "params.response.handler.total_records: '" + total + "' finds no number in the answer");
            }
            return found.asLong() <= received;
        }

        @Override
        public boolean looksInside() {
            return true;
        }

        @Override
        public Duration throttle() {
            return throttle;
        }
    }

    /** A value of each answer that asks for the page after it. */
    record Cursor(
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

        @Override
        public Optional<RestRequest> next(Page page) {
            Optional<String> cursor = cursor(page).filter(text -> !text.isEmpty() && !text.equals(stop));
            return cursor.map(value -> place.put(page.request(), name, value))
                    .filter(next -> !next.equals(page.request()));
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
}
