package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what a server makes meanwhile: the same request is sent again until its answer says that it is ready.
 *
 * @param ready what is true of such an answer; none for the first one
 * @param url where the answer has the URL of the rows; none when it has the rows itself
 * @param interval how long to wait at first; each wait is half as long again as the one before
 * @param timeout after which nobody waits any more
 */
record Polling(@Nullable Jmes ready, @Nullable Jmes url, Duration interval, Duration timeout) {

    private static final String READY = "params.response.handler.ready_status";
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** For an answer with the URL of the rows. */
    static Polling ofUrl(Params handler, @Nullable Jmes locator) {
        if (locator == null) {
            throw new IllegalArgumentException(
                    "params.response.locator is missing: with URLPolling it is where the answer has the URL of the rows");
        }
        return of(handler, Jmes.in(handler, "ready_status", READY), locator);
    }

    /** For an answer with the rows. */
    static Polling ofState(Params handler) {
        return of(handler, Jmes.of(READY, handler.required("ready_status")), null);
    }

    private static Polling of(Params handler, @Nullable Jmes ready, @Nullable Jmes url) {
        return new Polling(ready, url, interval(handler), handler.seconds("timeout", Duration.ofMinutes(10)));
    }

    private static Duration interval(Params handler) {
        Duration interval = handler.seconds("interval", Duration.ofSeconds(1));
        return interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
    }

    /** How an answer is asked for once. */
    interface Asking {
        JsonNode ask() throws IOException;
    }

    /** The answer that is ready. */
    JsonNode await(RunScope run, HttpCalls calls, HttpCall call, Asking asking) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        Duration wait = interval;
        JsonNode answer = asking.ask();
        while (!isReady(answer)) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw calls.failure(
                        "the answer to " + call + " was not ready within " + seconds(timeout) + " s: " + READY + ", '"
                                + ready + "', is not true of it",
                        null);
            }
            HttpCalls.pause(run, wait.compareTo(left) < 0 ? wait : left);
            Duration longer = wait.multipliedBy(3).dividedBy(2);
            wait = longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
            answer = asking.ask();
        }
        return answer;
    }

    private boolean isReady(JsonNode answer) {
        return ready == null || Jmes.isTrue(ready.find(answer));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0
                ? String.valueOf(time.toSeconds())
                : String.valueOf(time.toMillis() / 1000.0);
    }

    /** The URL of the rows. */
    String urlIn(JsonNode answer, HttpCalls calls, HttpCall call) {
        JsonNode found = url == null ? answer : url.find(answer);
        if (!found.isTextual() || found.textValue().isBlank()) {
            throw calls.failure(
                    "the answer to " + call + " has no URL at params.response.locator, '" + url + "'", null);
        }
        return found.textValue();
    }
}
