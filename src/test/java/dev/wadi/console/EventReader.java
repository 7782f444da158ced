package dev.wadi.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events, one after the other, as a browser does. */
final class EventReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final long TIMEOUT_NANOS = TIMEOUT_MILLIS * 1_000_000L;

    private final Socket socket;
    private final BufferedReader lines;
    private final String head;

    EventReader(int port, String... headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        socket.getOutputStream()
                .write(("GET /api/v2/events HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + more + "\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            read.append(line).append('\n');
            line = lines.readLine();
        }
        head = read.toString();
        if (isStream()) {
            line("retry: 2000"); // from here on nothing is missed
        }
    }

    /** Status line and headers. */
    String head() {
        return head;
    }

    private boolean isStream() {
        return head.contains("text/event-stream");
    }

    /** The next line that begins so; null at the end of the stream. */
    @Nullable
    String line(String start) throws IOException {
        long began = System.nanoTime();
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            if (System.nanoTime() - began > TIMEOUT_NANOS) { // heartbeats alone go on for ever
                throw new IOException("nothing came that begins with '" + start + "'");
            }
            line = lines.readLine();
        }
        return line;
    }

    /** The next event. */
    JsonNode event() throws IOException {
        String line = line("data: ");
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return JSON.readTree(line.substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
