package dev.wadi.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A forward proxy on the loopback interface that tunnels and forwards, and remembers who asked for what. */
public final class TestingHttpProxy implements AutoCloseable {

    private static final String REFUSAL = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"banner\"",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");

    private final ServerSocket listener;
    private final ExecutorService threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final @Nullable String login;

    private TestingHttpProxy(@Nullable String login) {
        this.login = login;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "testing-proxy");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    /** A proxy for everybody. */
    public static TestingHttpProxy open() {
        return new TestingHttpProxy(null);
    }

    /** A proxy that wants {@code login:password}. */
    public static TestingHttpProxy with(String login) {
        return new TestingHttpProxy(login);
    }

    /** {@code localhost:<port>}. */
    public String address() {
        return "localhost:" + listener.getLocalPort();
    }

    /** The request lines it got, such as {@code CONNECT localhost:8443 HTTP/1.1}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            List<String> head = head(in);
            if (head.isEmpty()) {
                return;
            }
            requests.add(head.get(0));
            if (login != null && !head.contains("Proxy-Authorization: Basic " + encoded(login))) {
                write(client.getOutputStream(), REFUSAL);
                return;
            }
            forward(client, in, head);
        } catch (IOException e) {
            return; // one of the two has gone; so does the other
        } finally {
            sockets.remove(client);
        }
    }

    private void forward(Socket client, InputStream in, List<String> head) throws IOException {
        String[] line = head.get(0).split(" ", -1);
        boolean isTunnel = line[0].equals("CONNECT");
        URI target = URI.create(isTunnel ? "https://" + line[1] : line[1]);
        try (Socket server = new Socket(target.getHost(), target.getPort())) {
            sockets.add(server);
            if (isTunnel) {
                write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                List<String> lines = new ArrayList<>(head);
                lines.set(0, line[0] + " " + target.getRawPath() + " " + line[2]);
                lines.removeIf(header -> header.startsWith("Proxy-") || header.startsWith("Connection:"));
                write(server.getOutputStream(), String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
            }
            threads.execute(() -> copy(in, server));
            server.getInputStream().transferTo(client.getOutputStream());
            sockets.remove(server);
        }
    }

    /** Until the client has gone, in whatever way; nobody waits for more of the server then. */
    private static void copy(InputStream in, Socket server) {
        try (server) {
            in.transferTo(server.getOutputStream());
        } catch (IOException e) {
            return; // the client reset its connection, or the server has answered and gone
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                if (line.length() == 0) {
                    return lines;
                }
                lines.add(line.toString());
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        return List.of();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String encoded(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
