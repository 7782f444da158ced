package dev.wadi.connection.http;

import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCalls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code params.response.handler} says.
 *
 * @param polling how an answer is waited for that is made meanwhile
 */
record ResponseHandler(Paging paging, @Nullable Polling polling) {

    /** The names of {@code kind}. */
    enum Kind {
        BASIC("Basic"),
        PAGINATION("Pagination"),
        CURSORPAGINATION("CursorPagination"),
        LINKPAGINATION("LinkPagination"),
        URLPOLLING("URLPolling"),
        STATEPOLLING("StatePolling");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    static ResponseHandler of(Params handler, HttpCalls calls, @Nullable Jmes locator) {
        Kind kind = handler.choice("kind", Kind.class).orElse(Kind.BASIC);
        Paging one = new Paging.One();
        ResponseHandler read =
                switch (kind) {
                    case BASIC -> new ResponseHandler(one, null);
                    case PAGINATION -> new ResponseHandler(new NumberedPages(handler), null);
                    case CURSORPAGINATION -> new ResponseHandler(CursorPages.of(handler, calls), null);
                    case LINKPAGINATION -> new ResponseHandler(
                            new LinkPages(calls, handler.seconds("throttle", Duration.ZERO)), null);
                    case URLPOLLING -> new ResponseHandler(one, Polling.ofUrl(handler, locator));
                    case STATEPOLLING -> new ResponseHandler(one, Polling.ofState(handler));
                };
        handler.done();
        return read;
    }

    boolean looksInside() {
        return polling != null || paging.looksInside();
    }
}
