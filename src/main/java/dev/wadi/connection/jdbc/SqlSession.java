package dev.wadi.connection.jdbc;

import dev.wadi.spi.RunScope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A connection of the pool while one stage uses it. What was not committed is rolled back when it is closed. Cancelling the
 * run stops the statement that runs at that moment, or whatever else the session does, and all that would follow.
 */
public final class SqlSession implements AutoCloseable {

    /** How long the server may take to hear that it is to stop; on a line that is silent it never does. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Logger log;
    private final @Nullable SessionStop stop;
    private final AutoCloseable cancellation;
    private final List<String> restoring = new ArrayList<>();
    private @Nullable Statement running;
    private volatile boolean cancelled;
    private volatile boolean broken;
    private boolean closed;

    /** Takes the connection over. */
    public SqlSession(Connection connection, RunScope run) {
        this(connection, run, null);
    }

    /**
     * Takes the connection over.
     *
     * @param stop how it is stopped; by its statement alone when there is none
     */
    public SqlSession(Connection connection, RunScope run, @Nullable SessionStop stop) {
        this.connection = connection;
        this.stop = stop;
        this.log = run.log();
        this.cancellation = run.whenCancelled(this::cancel);
    }

    public Connection connection() {
        return connection;
    }

    /** Says which statement a cancelling is to stop, until the next one. */
    public <S extends Statement> S running(S statement) throws SQLException {
        synchronized (this) {
            running = statement;
        }
        if (cancelled) {
            statement.close();
        }
        checkCancelled();
        return statement;
    }

    /**
     * Goes on.
     *
     * @throws CancellationException when the run was cancelled
     */
    public void checkCancelled() {
        if (cancelled) {
            throw cancelledBy(null);
        }
    }

    /** What is thrown when the run was cancelled. */
    public static CancellationException cancelledBy(@Nullable Throwable cause) {
        CancellationException cancelled = new CancellationException("the run was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }

    /** Runs a statement. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = running(connection.createStatement())) {
            statement.execute(sql);
        }
    }

    /** The first column of a query's rows, as text. */
    public List<@Nullable String> texts(String sql) throws SQLException {
        try (Statement statement = running(connection.createStatement());
                ResultSet rows = statement.executeQuery(sql)) {
            List<@Nullable String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** Whether a query has a row. */
    public boolean any(String sql) throws SQLException {
        try (Statement statement = running(connection.createStatement());
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    /** Has a statement run before the connection goes back to the pool: what sets the session back as it was. */
    public void atEnd(String sql) {
        restoring.add(sql);
    }

    /** Begins a transaction. */
    public void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    /** Commits, unless the run was cancelled. */
    public void commit() throws SQLException {
        checkCancelled();
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Rolls back what was not committed; what follows is no part of a transaction. Where stopping may come late, a session that
     * was stopped ends instead, and the server rolls back.
     */
    public void rollback() throws SQLException {
        if (stop != null && cancelled && !broken) {
            abort();
        }
        if (!broken && !connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Whether the run was cancelled. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Stops what runs, from whatever thread. A server that cannot be asked to stop it loses the session. */
    public void cancel() {
        cancelled = true;
        FutureTask<@Nullable Void> asking = new FutureTask<>(this::askToStop);
        Thread thread =
                new Thread(asking, "wadi-cancel-" + Thread.currentThread().getName());
        thread.setDaemon(true);
        thread.start();
        try {
            asking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("a statement could not be cancelled; its session is ended", e);
            abort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    private @Nullable Void askToStop() throws SQLException {
        if (stop == null) {
            cancelRunning();
        } else {
            stop.cancel(connection);
        }
        return null;
    }

    private void cancelRunning() throws SQLException {
        @Nullable Statement stopped;
        synchronized (this) {
            stopped = running;
        }
        if (stopped != null && !stopped.isClosed()) {
            stopped.cancel();
        }
    }

    /** Ends the connection to the server, so that the pool gives it to nobody else. */
    public void abort() {
        broken = true;
        if (stop != null) {
            stop.discard(connection);
            return;
        }
        try {
            connection.abort(Runnable::run);
            connection.createStatement().close();
        } catch (SQLException e) { // it is closed: by this the pool learns it
            log.trace("a connection was ended", e);
        }
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Connection given = connection;
                AutoCloseable deaf = cancellation) {
            if (!broken) {
                rollback();
            }
            if (!broken) {
                restore();
            }
            log.trace("{} and {} are closed", given, deaf);
        } catch (Exception e) { // whatever a cancellation's close throws
            log.debug("a connection could not be given back", e);
        }
    }

    private void restore() throws SQLException {
        for (String sql : restoring) {
            direct(sql);
        }
    }

    /** Runs a statement although the run was cancelled: what undoes others. */
    public void direct(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
