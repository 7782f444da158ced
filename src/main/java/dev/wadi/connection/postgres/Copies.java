package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SqlSession;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** COPY of a session. */
final class Copies {

    private Copies() {}

    static CopyOut out(SqlSession session, String sql) throws SQLException {
        return manager(session).copyOut(sql);
    }

    static CopyIn in(SqlSession session, String sql) throws SQLException {
        return manager(session).copyIn(sql);
    }

    private static CopyManager manager(SqlSession session) throws SQLException {
        session.checkCancelled();
        return session.connection().unwrap(PGConnection.class).getCopyAPI();
    }
}
