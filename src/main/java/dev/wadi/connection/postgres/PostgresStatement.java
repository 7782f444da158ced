package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.Names;
import dev.wadi.connection.jdbc.ResultColumn;
import dev.wadi.connection.jdbc.ResultSetRows;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Stage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs the text of a stage on the server, all or none of its statements, to the end, also when nobody reads the result. So
 * the rows of a result are held in memory: many rows are for a tap.
 */
final class PostgresStatement {

    private static final String WHAT = "the statement failed";

    private final String connId;
    private final Stage stage;

    PostgresStatement(String connId, Stage stage) {
        this.connId = connId;
        this.stage = stage;
    }

    /** Runs it over a connection that it takes over, and gives the rows of the last statement if it has any. */
    Optional<BatchReader> run(Connection connection) {
        SqlSession session = new SqlSession(connection, stage.run());
        try {
            Optional<BatchReader> rows = run(session);
            if (rows.isEmpty()) {
                session.close();
            }
            return rows;
        } catch (SQLException e) {
            session.close();
            throw session.cancelled() ? SqlSession.cancelledBy(e) : PostgresFailure.reading(connId, WHAT, e, 0);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private Optional<BatchReader> run(SqlSession session) throws SQLException {
        String sql =
                stage.query().orElseThrow(() -> new IllegalArgumentException("a statement needs a query. Add one"));
        Statement statement = session.running(session.connection().createStatement());
        statement.setEscapeProcessing(false); // braces in people's SQL are their own
        @Nullable ResultSet last = last(statement, statement.execute(sql));
        if (last == null) {
            statement.close();
            return Optional.empty();
        }
        List<ServerColumn> columns = TapColumns.of(session.connection(), last.getMetaData());
        Names.mustDiffer(columns.stream().map(ServerColumn::name).toList());
        List<ResultColumn> readers = columns.stream().map(StatementColumns::of).toList();
        ResultSetRows.Origin origin =
                new ResultSetRows.Origin(connId, WHAT, e -> String.valueOf(e.getMessage()), false);
        return Optional.of(new ResultSetRows(
                session,
                statement,
                last,
                new ArrayList<>(readers),
                origin,
                stage.run().allocator()));
    }

    /** The rows of the last of several statements. */
    private static @Nullable ResultSet last(Statement statement, boolean firstHasRows) throws SQLException {
        @Nullable ResultSet last = firstHasRows ? statement.getResultSet() : null;
        boolean hasRows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        while (hasRows || statement.getUpdateCount() >= 0) {
            if (last != null) {
                last.close();
            }
            last = hasRows ? statement.getResultSet() : null;
            hasRows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        }
        return last;
    }
}
