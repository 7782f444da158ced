package dev.wadi.pipeline;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Where runs are remembered: a file of this machine, or a database that several share. Thread-safe. */
interface StateDatabase extends AutoCloseable {

    /** What is done over a connection. */
    @FunctionalInterface
    interface Work<T> {
        T over(Connection connection) throws SQLException;
    }

    /** How messages call it. */
    String name();

    /** The type of a column that holds any text. */
    String textType();

    /** Does something over a connection that commits each statement by itself. */
    <T> T use(Work<T> work) throws SQLException, IOException;

    /** Locks a pipeline, unless it is locked. */
    Optional<RunLock> tryLock(String pipeline) throws SQLException, IOException;

    @Override
    void close();
}
