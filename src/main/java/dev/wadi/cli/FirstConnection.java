package dev.wadi.cli;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The first connection of a database that a command uses. A pool tries again for as long as it may wait, which is right for
 * a service; a person wants to know at once. So when the pool has none after a moment, the connection's test says why.
 */
final class FirstConnection {

    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration TEST = Duration.ofSeconds(10);

    private FirstConnection() {}

    /**
     * Takes it from the pool.
     *
     * @throws ConnectionException with what the test says
     */
    static Connection of(OpenConnection open, DataSource pool, String connId) throws SQLException {
        FutureTask<Connection> first = new FutureTask<>(pool::getConnection);
        Thread thread = new Thread(first, "wadi-connect-" + connId);
        thread.setDaemon(true);
        thread.start();
        try {
            try {
                return first.get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                test(open);
                return first.get(); // it is slow, or the pool has no room
            }
        } catch (ConnectionException e) {
            first.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            first.cancel(true);
            Thread.currentThread().interrupt();
            throw new ConnectionException(connId, "waiting for it was interrupted", e);
        }
    }

    /** Fails as {@link #of} does when there is none, and else returns it to the pool. What has no SQL is let be. */
    static void require(OpenConnection open, String connId) throws SQLException {
        DataSource pool;
        try {
            pool = open.bean(DataSource.class);
        } catch (IllegalArgumentException e) {
            return;
        }
        of(open, pool, connId).close();
    }

    /** Only a server's failure counts: a file that is just being made is not there for the test. */
    private static void test(OpenConnection open) {
        try {
            open.test(TEST);
        } catch (ConnectionException e) {
            if (isOfAServer(e)) {
                throw e;
            }
        }
    }

    /** Drivers of servers give SQL states, those of files do not; a test that took too long has a time-out. */
    private static boolean isOfAServer(ConnectionException failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException || cause instanceof SQLException sql && sql.getSQLState() != null) {
                return true;
            }
        }
        return false;
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException bug) {
            throw bug;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof SQLException failed ? failed : new SQLException(cause);
    }
}
