package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SessionStop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** Stops a session of PostgreSQL, also in the middle of COPY. */
final class CopyStop implements SessionStop {

    private final Consumer<Connection> end;

    /**
     * @param end what ends a connection of the pool
     */
    CopyStop(Consumer<Connection> end) {
        this.end = end;
    }

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    public void discard(Connection connection) {
        end.accept(connection);
    }
}
