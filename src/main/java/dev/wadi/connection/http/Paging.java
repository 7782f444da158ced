package dev.wadi.connection.http;

import java.time.Duration;
import java.util.Optional;

/** How the pages of an answer follow each other. One is good for one execution: it counts. */
sealed interface Paging permits Paging.One, NumberedPages, CursorPages, LinkPages {

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
}
