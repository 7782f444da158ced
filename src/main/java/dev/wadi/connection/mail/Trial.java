package dev.wadi.connection.mail;

import dev.wadi.spi.ConnectionException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One test of a mail server. Jakarta Mail's time-outs are for each answer, and a server that says a byte now and then
 * would keep a test for ever; so it runs in a thread of its own, and when the time is over its socket is closed under it.
 */
public final class Trial {

    private final MailServer server;
    private final Duration timeout;
    private final WatchedSockets sockets = new WatchedSockets();

    /**
     * A test of a server.
     *
     * @param timeout how long it may take altogether
     */
    public Trial(MailServer server, Duration timeout) {
        this.server = server.within(timeout);
        this.timeout = timeout;
    }

    /** What is done in a test. */
    public interface Work {
        /**
         * Does it.
         *
         * @param server whose time-out fits into the test's
         * @param session to connect with
         * @return what answered
         */
        String with(MailServer server, Session session) throws MessagingException;
    }

    /**
     * Runs a test.
     *
     * @throws ConnectionException when it fails or takes too long
     */
    public String run(Work work) {
        FutureTask<String> task = new FutureTask<>(() -> work.with(server, session()));
        Thread thread = new Thread(task, "wadi-test-" + server.connId());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw server.failure(new SocketTimeoutException("the time is over"));
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(server.connId(), "the test of " + server.address() + " was interrupted", e);
        } finally {
            sockets.close();
        }
    }

    private Session session() {
        Session session = server.session();
        Properties properties = session.getProperties();
        String own = "mail." + server.scheme() + ".";
        properties.put(own + "socketFactory", sockets.plain());
        properties.put(own + "ssl.socketFactory", sockets.tls(server.trust().sockets()));
        return session;
    }

    private RuntimeException failure(Throwable cause) {
        if (cause instanceof MessagingException failure) {
            return server.failure(failure);
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
