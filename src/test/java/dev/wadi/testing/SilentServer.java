package dev.wadi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A server that takes connections and never says a word. */
public final class SilentServer implements AutoCloseable {

    private final ServerSocket listening;

    /** Starts one on a free port. The system completes the connections; nobody accepts them. */
    public SilentServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port. */
    public int port() {
        return listening.getLocalPort();
    }

    /** A port where nothing listens. */
    public static int closedPort() {
        try (SilentServer gone = new SilentServer()) {
            return gone.port();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
