package dev.wadi.connection.http;

import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.httpclient.Links;
import java.time.Duration;
import java.util.Optional;

/** The answer's {@code Link: <…>; rel="next"} (RFC 8288). */
record LinkPages(HttpCalls calls, Duration throttle) implements Paging {

    @Override
    public Optional<RestRequest> next(Page page) {
        return Links.next(page.answer().headers("Link"))
                .map(link -> page.request().withUrl(calls.next(page.url(), link).toString()));
    }

    @Override
    public boolean looksInside() {
        return false;
    }
}
