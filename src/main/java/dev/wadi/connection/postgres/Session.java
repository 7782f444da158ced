package dev.wadi.connection.postgres;

import dev.wadi.spi.RunScope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;

/**
 * A connection of the pool in one transaction, which is rolled back unless it was committed, and which ends when the run
 * is cancelled. Cancelling may come from another thread.
 */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Logger log;
    private final Consumer<Connection> discard;
    private final AutoCloseable cancellation;
    private volatile boolean cancelled;
    private volatile boolean broken;
    private boolean closed;

    /**
     * Takes the connection over, and begins.
     *
     * @param discard what ends a connection that cannot go back to the pool
     */
    Session(Connection connection, RunScope run, Consumer<Connection> discard) throws SQLException {
        this.connection = connection;
        this.discard = discard;
        this.log = run.log();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        this.cancellation = run.whenCancelled(this::cancel);
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of a query's rows. */
    List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** Whether a query has a row. */
    boolean any(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next();
        }
    }

    CopyOut copyOut(String sql) throws SQLException {
        return postgres().getCopyAPI().copyOut(sql);
    }

    CopyIn copyIn(String sql) throws SQLException {
        return postgres().getCopyAPI().copyIn(sql);
    }

    private PGConnection postgres() throws SQLException {
        return connection.unwrap(PGConnection.class);
    }

    /** Whether the run was cancelled. */
    boolean cancelled() {
        return cancelled;
    }

    /** What is thrown when the run was cancelled. */
    static CancellationException cancelledBy(@Nullable Throwable cause) {
        CancellationException cancelled = new CancellationException("the run was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }

    void commit() throws SQLException {
        if (cancelled) {
            throw cancelledBy(null);
        }
        connection.commit();
    }

    /** Stops what the server is doing for this session; it is not used any more afterwards. */
    void cancel() {
        cancelled = true;
        try {
            postgres().cancelQuery();
        } catch (SQLException e) {
            log.debug("a query could not be cancelled", e);
        }
    }

    /** Ends the connection to the server, wherever it is; what waits for it fails. */
    void abort() {
        broken = true;
        discard.accept(connection);
    }

    /** Rolls back what was not committed, and gives the connection back to the pool. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Connection given = connection;
                AutoCloseable deaf = cancellation) {
            if (cancelled && !broken) {
                abort(); // the cancelling may still be on its way, and must not meet the next user
            } else if (!broken && !given.isClosed()) {
                given.rollback();
                given.setAutoCommit(true);
            }
            log.trace("{} is closed", deaf);
        } catch (Exception e) { // whatever a cancellation's close throws
            log.debug("a connection could not be given back", e);
        }
    }
}
