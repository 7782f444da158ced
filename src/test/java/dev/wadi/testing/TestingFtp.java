package dev.wadi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.jspecify.annotations.Nullable;

/** An FTP server with one login. */
public final class TestingFtp implements AutoCloseable {

    public static final String LOGIN = "tester";
    public static final String PASSWORD = "#ftp {{secret}} of the tests";
    private static @Nullable TestingFtp shared;

    private final Path folder;
    private final Listener listener;
    private final FtpServer server;

    public TestingFtp() {
        try {
            folder = Files.createTempDirectory("wadi-ftp");
            ListenerFactory listeners = new ListenerFactory();
            listeners.setServerAddress("127.0.0.1");
            listeners.setPort(0);
            listener = listeners.createListener();
            FtpServerFactory factory = new FtpServerFactory();
            factory.addListener("default", listener);
            BaseUser user = new BaseUser();
            user.setName(LOGIN);
            user.setPassword(PASSWORD);
            user.setHomeDirectory(folder.toString());
            user.setAuthorities(List.of(new WritePermission()));
            factory.getUserManager().save(user);
            server = factory.createServer();
            start();
        } catch (FtpException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        Thread starter = new Thread(LeakCheck.SERVERS, () -> {
            try {
                server.start();
                started.complete(null);
            } catch (FtpException e) {
                started.completeExceptionally(e);
            }
        });
        starter.start();
        started.join();
    }

    /** The one server of this JVM. */
    public static synchronized TestingFtp shared() {
        if (shared == null) {
            TestingFtp made = new TestingFtp();
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "stop-ftp"));
            shared = made;
        }
        return shared;
    }

    public int port() {
        return listener.getPort();
    }

    /** What the login sees as its home. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        server.stop();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
