package dev.wadi.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A real Redis server without a password, from the binaries of a Maven artifact. */
public final class TestingRedis implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static @Nullable TestingRedis shared;

    private final RedisServer server;
    private final int port;

    public TestingRedis() {
        this.server = started();
        this.port = server.ports().get(0);
    }

    /** Redis takes no port 0, so a free one is looked for, which somebody else may be faster to take. */
    private static RedisServer started() {
        IOException last = new IOException("not tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                RedisServer server = RedisServer.newRedisServer()
                        .port(freePort())
                        .setting("bind 127.0.0.1")
                        .setting("save \"\"")
                        .build();
                server.start();
                return server;
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException(last);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The one server of this JVM. */
    public static synchronized TestingRedis shared() {
        if (shared == null) {
            TestingRedis made = new TestingRedis();
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "stop-redis"));
            shared = made;
        }
        return shared;
    }

    public int port() {
        return port;
    }

    /** The first line of the answer to a command, such as {@code :3}. */
    public String ask(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            return String.valueOf(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
