package dev.wadi.connection.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Where the connections of one pool come from. Thread-safe. */
public interface JdbcSource extends AutoCloseable {

    /**
     * Opens a connection for the pool.
     *
     * @param timeout how long connecting and signing in may take; it does not bound what is run later
     */
    Connection connect(Duration timeout) throws SQLException;

    /**
     * Opens a connection for a test, which must create nothing.
     *
     * @param timeout how long connecting and each answer may take
     */
    default Connection probe(Duration timeout) throws SQLException {
        return connect(timeout);
    }

    /** What is tried, for messages: the words before the name of the database, such as {@code cannot open}. */
    default String attempt() {
        return "cannot connect to";
    }

    /** Whether connections are read-only and cannot be made otherwise. */
    default boolean readOnly() {
        return false;
    }

    /** Closes what the connections share; called once, after the last of them is closed. */
    @Override
    default void close() throws SQLException {}
}
