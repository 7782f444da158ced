package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.spi.BatchReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;

/** Runs statements one after the other. */
final class SqliteStatement {

    private static final Pattern READS =
            Pattern.compile("(?is)(select|values|with(?!.*\\b(insert|update|delete|replace)\\b))\\b.*");

    private final String connId;
    private final SqlSession session;
    private final BufferAllocator allocator;

    SqliteStatement(String connId, SqlSession session, BufferAllocator allocator) {
        this.connId = connId;
        this.session = session;
        this.allocator = allocator;
    }

    /** The rows of the last statement, if it has any; the session is closed with them, or here when there are none. */
    Optional<BatchReader> run(List<String> statements) throws SQLException {
        for (int i = 0; i < statements.size(); i++) {
            PreparedStatement statement = session.running(session.connection().prepareStatement(statements.get(i)));
            boolean last = i == statements.size() - 1;
            try {
                if (statement.execute() && last) {
                    return Optional.of(rows(statement, statements.get(i)));
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

    /** A statement that changes rows and returns them may run only once, so its columns are what is declared. */
    private BatchReader rows(PreparedStatement statement, String sql) throws SQLException {
        ResultSet rows = statement.getResultSet();
        SqliteTypes types = new SqliteTypes(rows.getMetaData());
        if (types.needsSample() && READS.matcher(sql).matches()) {
            types.sample(rows);
            rows.close();
            rows = statement.executeQuery();
        }
        return new SqliteTap(connId, session, allocator).rows(statement, rows, types, "the statement failed");
    }
}
