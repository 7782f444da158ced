package dev.wadi.connection.httpclient;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** Why a server could not be reached, in one phrase that repeats nothing of what the server sent. */
final class HttpFailure {

    private HttpFailure() {}

    static String describe(Throwable failure, HttpAddress address, Duration timeout) {
        String where = address.where();
        Optional<BadAnswerException> answer = find(failure, BadAnswerException.class);
        if (answer.isPresent()) {
            return answer.get().what();
        }
        if (find(failure, UnknownHostException.class).isPresent()) {
            return "cannot connect to " + where + ": the host name is not known";
        }
        if (find(failure, SocketTimeoutException.class).isPresent()) {
            return noAnswer(address, timeout);
        }
        if (find(failure, ConnectException.class).isPresent()) {
            return "cannot connect to " + where + ": Connection refused";
        }
        if (find(failure, NoRouteToHostException.class).isPresent()) {
            return "cannot connect to " + where + ": no route to the host";
        }
        Optional<SSLException> tls = find(failure, SSLException.class);
        if (tls.isPresent()) {
            return "TLS with " + where + " failed: " + tls(tls.get());
        }
        if (find(failure, NoHttpResponseException.class).isPresent()) {
            return where + " closed the connection without an answer";
        }
        return "talking to " + where + " failed (" + failure.getClass().getSimpleName() + ")";
    }

    static String noAnswer(HttpAddress address, Duration timeout) {
        return "no answer from " + address.where() + " within " + text(timeout);
    }

    /** {@code 30 s} or {@code 500 ms}. */
    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** What the JDK says of the server's certificate, or of a server that does not speak TLS. */
    private static String tls(SSLException failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = firstLine(deepest);
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized SSL message")) {
            return "the server does not speak TLS there. Is it http?";
        }
        return message;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }

    private static String firstLine(Throwable failure) {
        @Nullable String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElseThrow().strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
