package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tries a Redis server: asks it for a PONG. */
record RedisTrial(Tcp.Address address) implements ComponentConnection.Trial {

    private static final int LONGEST_ANSWER = 500;

    @Override
    public String run(ComponentConnection connection, Duration timeout) {
        int millis = (int) Math.max(1, timeout.toMillis() / 2); // to connect, and to answer
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return said(connection, answer(socket));
        } catch (IOException e) {
            throw failure(connection, "cannot reach " + address + ": " + Tcp.reason(e, address.host(), timeout), e);
        }
    }

    private static String answer(Socket socket) throws IOException {
        char[] begin = new char[LONGEST_ANSWER];
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        int length = in.read(begin);
        return length < 0 ? "" : new String(begin, 0, length);
    }

    private String said(ComponentConnection connection, String answer) {
        if (answer.startsWith("+PONG")) {
            return address + " answers PING";
        }
        if (answer.startsWith("-NOAUTH")) {
            throw failure(connection, address + " wants a password, which Camel's spring-redis cannot send", null);
        }
        throw failure(connection, address + " does not answer as Redis does", null);
    }

    private static ConnectionException failure(ComponentConnection connection, String what, @Nullable Throwable cause) {
        return new ConnectionException(connection.connId(), what, cause);
    }
}
