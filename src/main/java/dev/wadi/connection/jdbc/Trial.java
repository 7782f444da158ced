package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.NothingThereException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One test of a database, on a connection of its own and outside the pool, whose queue may be what is wrong. It runs in
 * a thread of its own, because no driver can be trusted to give up in time; when the time is over the connection is
 * closed under it, or as soon as it comes.
 */
final class Trial {

    private final String connId;
    private final JdbcDatabase database;
    private final Duration timeout;
    private @Nullable Connection connection;
    private boolean over;

    Trial(String connId, JdbcDatabase database, Duration timeout) {
        this.connId = connId;
        this.database = database;
        this.timeout = timeout;
    }

    String run() {
        FutureTask<String> task = new FutureTask<>(this::tryOut);
        Thread thread = new Thread(task, "wadi-test-" + connId);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw noAnswer(e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(connId, "the test of " + database.where() + " was interrupted", e);
        } finally {
            abandon();
        }
    }

    private String tryOut() throws SQLException {
        Connection opened = database.source().probe(timeout);
        try (opened) {
            if (!keep(opened)) {
                return "";
            }
            try (Statement statement = opened.createStatement()) {
                for (String sql : database.setUp()) {
                    statement.execute(sql);
                }
                try (ResultSet rows = statement.executeQuery(database.testQuery())) {
                    rows.next();
                }
            }
            return answer(opened);
        } finally {
            keep(null);
        }
    }

    private synchronized boolean keep(@Nullable Connection opened) {
        connection = opened;
        return !over;
    }

    /** {@code PostgreSQL 17.5, database sales}. */
    private static String answer(Connection opened) throws SQLException {
        DatabaseMetaData metadata = opened.getMetaData();
        String product = metadata.getDatabaseProductName() + " " + metadata.getDatabaseProductVersion();
        @Nullable String catalog = opened.getCatalog();
        return catalog == null || catalog.isEmpty() ? product : product + ", database " + catalog;
    }

    private synchronized void abandon() {
        over = true;
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is broken already, and its thread ends with its read time-out.
            connection = null;
        }
    }

    private ConnectionException failure(Throwable failure) {
        if (failure instanceof NewFileException) {
            return new NothingThereException(connId, described(failure), failure);
        }
        if (failure instanceof SQLException) {
            return JdbcFailure.isTimeout(failure)
                    ? noAnswer(failure)
                    : new ConnectionException(connId, described(failure), failure);
        }
        throw new IllegalStateException("the test of connection '" + connId + "' failed", failure);
    }

    private String described(Throwable failure) {
        return JdbcFailure.describe(failure, database.source().attempt(), database.where());
    }

    private ConnectionException noAnswer(Throwable cause) {
        return new ConnectionException(
                connId, "no answer from " + database.where() + " within " + Durations.text(timeout), cause);
    }
}
