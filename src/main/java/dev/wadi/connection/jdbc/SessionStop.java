package dev.wadi.connection.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a server stops whatever a session is doing, also what is no statement of JDBC. Called from any thread. A stop may reach
 * the server late, so that a session that was stopped is not used again.
 */
public interface SessionStop {

    /** Asks the server to stop. */
    void cancel(Connection connection) throws SQLException;

    /** Ends the connection to the server, so that the pool gives it to nobody else. */
    void discard(Connection connection);
}
