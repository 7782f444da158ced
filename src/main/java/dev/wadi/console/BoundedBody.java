package dev.wadi.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the body of a request, up to a limit. On the thread that serves. */
final class BoundedBody {

    private final int maxBytes;
    private final Consumer<String> whenRead;
    private final Runnable whenTooLong;
    private final Buffer read = Buffer.buffer();
    private boolean isTooLong;

    BoundedBody(int maxBytes, Consumer<String> whenRead, Runnable whenTooLong) {
        this.maxBytes = maxBytes;
        this.whenRead = whenRead;
        this.whenTooLong = whenTooLong;
    }

    void read(HttpServerRequest request) {
        if (announced(request) > maxBytes) {
            whenTooLong.run();
            return;
        }
        request.handler(this::add);
        request.endHandler(end -> {
            if (!isTooLong) {
                whenRead.accept(read.toString(StandardCharsets.UTF_8));
            }
        });
    }

    /** What it says of its length; 0 when it does not say, or when that is no number that HTTP allows. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    /** Whether one comes that is not empty. */
    static boolean isAnnounced(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || announced(request) > 0;
    }

    private void add(Buffer more) {
        if (isTooLong) {
            return; // until the connection is closed
        }
        if (read.length() + more.length() > maxBytes) {
            isTooLong = true;
            whenTooLong.run();
        } else {
            read.appendBuffer(more);
        }
    }
}
