package dev.wadi.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server that puts TLS before a plain mail server: from the first byte, or by STARTTLS, before which it takes no other
 * command. It can also hang up on the first connections,
 * or be long in greeting.
 */
public final class TlsFront implements AutoCloseable {

    /** How a front speaks before it turns to TLS. */
    public enum Kind {
        TLS,
        SMTP_STARTTLS,
        IMAP_STARTTLS,
        /** No TLS at all. */
        PLAIN
    }

    private final Kind kind;
    private final int backend;
    private final SSLContext tls;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger hangUps = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile CountDownLatch greets = new CountDownLatch(0);

    /**
     * Starts one on a free port.
     *
     * @param tls with the server's certificate
     * @param backend the port of the plain server
     */
    public TlsFront(Kind kind, SSLContext tls, int backend) {
        this.kind = kind;
        this.tls = tls;
        this.backend = backend;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("front-accept", this::accept);
    }

    /** Its port. */
    public int port() {
        return listening.getLocalPort();
    }

    /** How many connections there were. */
    public int accepted() {
        return accepted.get();
    }

    /** Hangs up on the next {@code times} connections. */
    public void hangUp(int times) {
        hangUps.set(times);
    }

    /** Says nothing to those who connect from now on, until {@link #greet}. */
    public void stayMute() {
        greets = new CountDownLatch(1);
    }

    /** Goes on with those who wait for its first word. */
    public void greet() {
        greets.countDown();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            accepted.incrementAndGet();
            if (hangUps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                client.close();
            } else {
                sockets.add(client);
                start("front-client", () -> serve(client));
            }
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            greets.await();
            switch (kind) {
                case TLS -> relay(encrypted(client), false);
                case PLAIN -> relay(client, false);
                case SMTP_STARTTLS -> smtp(client);
                case IMAP_STARTTLS -> imap(client);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void smtp(Socket client) throws IOException {
        say(client, "220 front ready");
        BufferedReader lines = lines(client);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            switch (line.toUpperCase(Locale.ROOT).split(" ", 2)[0]) {
                case "EHLO" -> say(client, "250-front\r\n250 STARTTLS");
                case "QUIT" -> say(client, "221 bye");
                case "STARTTLS" -> {
                    say(client, "220 go ahead");
                    relay(encrypted(client), true);
                    return;
                }
                default -> say(client, "530 5.7.0 Must issue a STARTTLS command first");
            }
        }
    }

    private void imap(Socket client) throws IOException {
        say(client, "* OK front ready");
        BufferedReader lines = lines(client);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String tag = line.split(" ", 2)[0];
            switch (line.toUpperCase(Locale.ROOT).substring(tag.length()).trim()) {
                case "CAPABILITY" -> say(
                        client, "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + tag + " OK done");
                case "LOGOUT" -> say(client, "* BYE\r\n" + tag + " OK done");
                case "STARTTLS" -> {
                    say(client, tag + " OK go ahead");
                    relay(encrypted(client), true);
                    return;
                }
                default -> say(client, tag + " NO STARTTLS first");
            }
        }
    }

    private static BufferedReader lines(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private Socket encrypted(Socket client) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private void relay(Socket client, boolean greeted) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), backend)) {
            sockets.add(server);
            if (greeted) {
                skipLine(server.getInputStream());
            }
            start("front-server", () -> copy(server, client));
            copy(client, server);
            sockets.remove(server);
        }
    }

    private static void skipLine(InputStream in) throws IOException {
        int read = in.read();
        while (read != '\n' && read >= 0) {
            read = in.read();
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SocketException | javax.net.ssl.SSLException e) {
                        // the other side is gone, or did not like our certificate
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
