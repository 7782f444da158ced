package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.spi.BatchReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Runs statements one after the other. */
final class MySqlStatement {

    private final String connId;
    private final SqlSession session;
    private final BufferAllocator allocator;

    MySqlStatement(String connId, SqlSession session, BufferAllocator allocator) {
        this.connId = connId;
        this.session = session;
        this.allocator = allocator;
    }

    /** The rows of the last statement, if it has any; the session is closed with them, or here when there are none. */
    Optional<BatchReader> run(List<String> statements) throws SQLException {
        SessionZone zone = SessionZone.of(session);
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = session.running(session.connection().createStatement());
            boolean last = i == statements.size() - 1;
            try {
                // A procedure may have several results, of which the driver shows the next only after the one before.
                boolean streams = last && !statements.get(i).regionMatches(true, 0, "call", 0, 4);
                statement.setFetchSize(streams ? Integer.MIN_VALUE : 0);
                @Nullable ResultSet rows = lastResult(statement, statement.execute(statements.get(i)), streams);
                if (rows != null && last) {
                    return Optional.of(new MySqlTap(connId, session, allocator)
                            .rows(statement, rows, zone, "the statement failed"));
                }
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
            statement.close();
        }
        session.close();
        return Optional.empty();
    }

    private static @Nullable ResultSet lastResult(Statement statement, boolean hasRows, boolean streams)
            throws SQLException {
        @Nullable ResultSet last = hasRows ? statement.getResultSet() : null;
        if (streams) {
            return last;
        }
        boolean more = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        while (more || statement.getUpdateCount() != -1) {
            last = more ? statement.getResultSet() : last;
            more = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        }
        return last;
    }
}
