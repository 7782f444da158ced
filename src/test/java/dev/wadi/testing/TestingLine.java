package dev.wadi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a service and a server on this machine, which can fall silent, or break. */
public final class TestingLine implements AutoCloseable {

    private enum State {
        WHOLE,
        SILENT,
        BROKEN
    }

    private final int server;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.WHOLE;

    /** @param server the server's port */
    public TestingLine(int server) {
        this.server = server;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** Where the service finds the server. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Nothing comes through, and nobody is told. */
    public void fallSilent() {
        become(State.SILENT);
    }

    /** All connections are reset, and new ones at once. */
    public void breakDown() {
        become(State.BROKEN);
        sockets.forEach(TestingLine::reset);
    }

    /** All is well again; what was held back comes through. */
    public void mend() {
        become(State.WHOLE);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State awaitSound() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
        return state;
    }

    private void accept() throws IOException, InterruptedException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            start(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException, InterruptedException {
        if (awaitSound() == State.BROKEN) {
            reset(client);
            return;
        }
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
        sockets.add(behind);
        start(() -> pass(behind, client));
        pass(client, behind);
    }

    private void pass(Socket from, Socket to) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitSound();
                to.getOutputStream().write(buffer, 0, read);
            }
        } finally {
            sockets.remove(from);
        }
    }

    /** Without the farewell of TCP. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            return; // it was closed by itself
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Runnable quietly = () -> {
            try {
                work.run();
            } catch (IOException e) {
                return; // one of the two has gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread thread = new Thread(quietly, "testing-line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        mend();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(TestingLine::reset);
    }
}
