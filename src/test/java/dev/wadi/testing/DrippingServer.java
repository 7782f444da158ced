package dev.wadi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A server that says one byte every 50 ms and never ends a line. The bytes begin a TLS record, or a line. */
public final class DrippingServer implements AutoCloseable {

    /** The head of a TLS handshake record of 16 KiB, so that TLS clients go on reading too. */
    private static final byte[] HEAD = {22, 3, 3, 0x40, 0};

    private final ServerSocket listening;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();

    /** Starts one on a free port. */
    public DrippingServer() {
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            listening.setSoTimeout(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = drops.scheduleAtFixedRate(this::drop, 0, 50, TimeUnit.MILLISECONDS);
    }

    /** Its port. */
    public int port() {
        return listening.getLocalPort();
    }

    private void drop() {
        try {
            Socket client = listening.accept();
            client.getOutputStream().write(HEAD);
            clients.add(client);
        } catch (IOException e) {
            // nobody is waiting
        }
        clients.removeIf(DrippingServer::isGone);
    }

    private static boolean isGone(Socket client) {
        try {
            client.getOutputStream().write(2);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits until all clients have hung up. */
    public void awaitNoClients() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(clients::isEmpty);
    }

    @Override
    public void close() {
        drops.shutdownNow();
        try {
            listening.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
