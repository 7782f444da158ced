package dev.wadi.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Requests as written, which no client library puts right. */
record RawHttp(int port) {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** An answer as it came. */
    record Answer(String text) {

        int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return text.substring(0, text.indexOf("\r\n\r\n"))
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }
    }

    /** A GET with the usual {@code Host}. */
    Answer get(String target, String... headers) {
        return call("GET", target, headers);
    }

    Answer call(String method, String target, String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = "Host: localhost:" + port;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return send(method + " " + target + " HTTP/1.1", all);
    }

    /** A request line and headers, without a body. */
    Answer send(String requestLine, String... headers) {
        return write(requestLine + "\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "" : "\r\n")
                + "Connection: close\r\n\r\n");
    }

    /** Anything at all. */
    Answer write(String text) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
