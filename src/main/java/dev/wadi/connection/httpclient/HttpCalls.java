package dev.wadi.connection.httpclient;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** Requests of stages: sent again when the server is busy, and ended when the run is cancelled. */
public final class HttpCalls {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final String connId;
    private final HttpAccess access;
    private final CloseableHttpClient client;

    HttpCalls(String connId, HttpAccess access, CloseableHttpClient client) {
        this.connId = connId;
        this.access = access;
        this.client = client;
    }

    /**
     * The URL of a path below the connection's own; characters that a URL cannot have are encoded, and others left.
     *
     * @param path with its query, or a whole URL of the same server
     * @throws IllegalArgumentException when it is of another server
     */
    public URI url(String path) {
        String encoded = encoded(path.strip());
        try {
            if (!encoded.regionMatches(true, 0, "http://", 0, 7) && !encoded.regionMatches(true, 0, "https://", 0, 8)) {
                return URI.create(access.address().resolve(encoded));
            }
            return own(URI.create(encoded));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    encoded.contains("://")
                            ? "the URL leads away from " + access.address().where()
                                    + ". Write a path, or name a connection to that server"
                            : "the path is none of a URL",
                    e);
        }
    }

    /** A URL that an answer gave, relative to the one that was asked for. */
    public URI next(URI asked, String reference) {
        try {
            String target = encoded(reference.strip());
            if (target.startsWith("?")) { // the JDK goes by RFC 2396, in which this replaces the last part of the path
                target = asked.getRawPath() + target;
            }
            return own(asked.resolve(target));
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(
                    connId, "the next page is not at " + access.address().where() + ", so it is not asked for", e);
        }
    }

    /**
     * A URL from which an answer says that something is to be loaded: of any server, because no credentials go to others.
     *
     * @throws ConnectionException when it is no URL of HTTP
     */
    public URI download(URI asked, String reference) {
        try {
            URI url = asked.resolve(encoded(reference.strip()));
            boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (isHttp && url.getHost() != null && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw failure("what the answer names to be loaded is no URL of HTTP", null);
    }

    private URI own(URI url) {
        if (url.getRawUserInfo() != null
                || url.getHost() == null
                || !access.address().isOrigin(url.getScheme(), url.getHost(), url.getPort())) {
            throw new IllegalArgumentException("another server");
        }
        return url;
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean bad = c <= ' ' || c >= 0x7f || "\"<>\\^`{|}#".indexOf(c) >= 0;
            encoded.append(bad ? "%%%02X".formatted((int) c) : String.valueOf(c));
        }
        return encoded.toString();
    }

    /**
     * Sends a request; again, as often as it says, when the server is busy (429, 503) or hangs up.
     *
     * @return an answer of a status from 200 to 299, which the caller closes
     * @throws ConnectionException when there is none, or one of another status
     */
    public HttpResult send(RunScope run, HttpCall call) throws IOException {
        return send(run, call, Refusals.NONE);
    }

    /** The same, with more that is an error. */
    public HttpResult send(RunScope run, HttpCall call, Refusals refusals) throws IOException {
        Duration wait = FIRST_WAIT;
        for (int retry = 0; ; retry++) {
            Optional<HttpResult> answer = attempt(run, call, retry == call.retries());
            if (answer.isPresent() && isGood(answer.get(), refusals)) {
                return answer.get();
            }
            Duration asked = wait;
            if (answer.isPresent()) {
                try (HttpResult refused = answer.get()) {
                    asked = refusal(call, refused, retry, wait, refusals);
                }
            }
            run.log()
                    .warn(
                            "connection '{}': {} to {} is tried again in {} s ({} of {})",
                            connId,
                            call,
                            address(call).where(),
                            asked.toMillis() / 1000.0,
                            retry + 1,
                            call.retries());
            pause(run, asked);
            wait = wait.multipliedBy(2);
        }
    }

    private static boolean isGood(HttpResult answer, Refusals refusals) {
        return answer.status() < 300 && !refusals.isError(answer.status());
    }

    /** Where a request goes: to the connection's server, or to another one from which something is loaded. */
    private HttpAddress address(HttpCall call) {
        URI url = call.url();
        HttpAddress own = access.address();
        return own.isOrigin(url.getScheme(), url.getHost(), url.getPort())
                ? own
                : new HttpAddress(
                        url.getScheme(),
                        url.getHost(),
                        HttpAddress.portInUse(url.getScheme(), url.getPort()),
                        url.getRawPath());
    }

    /** How long to wait after an answer that was none, or why there is no use in it. */
    private Duration refusal(HttpCall call, HttpResult refused, int retry, Duration wait, Refusals refusals)
            throws IOException {
        boolean busy = (refused.status() == 429 || refused.status() == 503) && !refusals.isError(refused.status());
        if (!busy || retry == call.retries()) {
            String tries = retry == 0 ? "" : ", after " + (retry + 1) + " tries";
            throw failure(
                    "HTTP " + refused.status() + " to " + call + " at "
                            + address(call).where() + tries + refusals.said(refused),
                    null);
        }
        Duration asked =
                refused.header("Retry-After").flatMap(HttpCalls::retryAfter).orElse(wait);
        if (asked.compareTo(LONGEST_WAIT) > 0) {
            throw failure(
                    "HTTP " + refused.status() + " to " + call + " at "
                            + address(call).where() + "; it wants to be asked again in " + asked.toSeconds() + " s",
                    null);
        }
        return asked;
    }

    private static Optional<Duration> retryAfter(String text) {
        try {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Duration until = Duration.between(
                    Instant.now(),
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** An answer of any status; none when the server hung up and it is not the last time. */
    private Optional<HttpResult> attempt(RunScope run, HttpCall call, boolean last) throws IOException {
        HttpUriRequestBase request = request(call);
        AutoCloseable cancelled = run.whenCancelled(request::cancel);
        boolean answered = false;
        try {
            ClassicHttpResponse response = client.executeOpen(null, request, null);
            answered = true;
            return Optional.of(new HttpResult(response, cancelled));
        } catch (NoHttpResponseException | SocketException e) {
            if (last || request.isCancelled() || e instanceof java.net.ConnectException) {
                throw failure(HttpFailure.describe(e, address(call), access.timeout()), e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failure(HttpFailure.describe(e, address(call), access.timeout()), e);
        } finally {
            if (!answered) {
                close(cancelled);
            }
        }
    }

    private static HttpUriRequestBase request(HttpCall call) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.url());
        call.headers().forEach(request::setHeader);
        if (call.contentType() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), ContentType.parse(call.contentType())));
        }
        return request;
    }

    /**
     * Waits, but not longer than the run goes on.
     *
     * @throws InterruptedIOException when the run is cancelled
     */
    public static void pause(RunScope run, Duration duration) throws InterruptedIOException {
        CountDownLatch cancelled = new CountDownLatch(1);
        AutoCloseable hook = run.whenCancelled(cancelled::countDown);
        try {
            if (cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedIOException("the run was cancelled");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        } finally {
            close(hook);
        }
    }

    static void close(AutoCloseable hook) {
        try {
            hook.close();
        } catch (Exception e) { // AutoCloseable declares no narrower one
            throw new IllegalStateException(e);
        }
    }

    /** What went wrong, for the user. */
    public ConnectionException failure(String what, @Nullable Exception cause) {
        return new ConnectionException(connId, what, cause);
    }

    /** The server, for messages. */
    public String where() {
        return access.address().where();
    }
}
