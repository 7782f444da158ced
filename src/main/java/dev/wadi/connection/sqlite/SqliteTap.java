package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.Names;
import dev.wadi.connection.jdbc.ResultSetRows;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StageQuery;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** Begins to read. */
final class SqliteTap {

    private final String connId;
    private final SqlSession session;
    private final BufferAllocator allocator;

    SqliteTap(String connId, SqlSession session, BufferAllocator allocator) {
        this.connId = connId;
        this.session = session;
        this.allocator = allocator;
    }

    /** Reads over the session, which it takes over. */
    BatchReader read(TapStage stage) throws SQLException {
        String what = "the query failed";
        try {
            StageQuery all = StageQuery.of(stage, SqliteDialect.INSTANCE);
            what = all.what();
            StageQuery asked =
                    stage.range().isPresent() ? part(all, stage.range().get()) : all;
            return open(asked);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            session.close();
            throw new ConnectionException(connId, what + ": " + SqliteFailure.reason(e), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private StageQuery part(StageQuery all, TapStage.Range range) throws SQLException {
        SqliteTypes types;
        try (PreparedStatement statement = prepare(all);
                ResultSet rows = statement.executeQuery()) {
            types = new SqliteTypes(rows.getMetaData());
        }
        StageQuery part = all.within(range, types.names(), SqliteDialect.INSTANCE);
        String column = Names.find(range.column(), types.names()).orElseThrow();
        StoredForm form = StoredForm.of(types.kind(column), example(all, column));
        List<Object> parameters = new ArrayList<>();
        part.parameters().forEach(value -> parameters.add(form.stored(value)));
        return new StageQuery(part.sql(), parameters, part.what());
    }

    private String example(StageQuery all, String column) throws SQLException {
        String quoted = SqliteDialect.INSTANCE.quoted(column);
        List<String> texts = session.texts(all.selecting(quoted).sql() + " where " + quoted + " is not null limit 1");
        return texts.isEmpty() ? "" : texts.get(0);
    }

    private BatchReader open(StageQuery query) throws SQLException {
        PreparedStatement statement = prepare(query);
        try {
            SqliteTypes types;
            try (ResultSet first = statement.executeQuery()) {
                types = new SqliteTypes(first.getMetaData());
                if (types.needsSample()) {
                    types.sample(first);
                }
            }
            return rows(statement, statement.executeQuery(), types, query.what());
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** The rows of a result that was sampled before. */
    ResultSetRows rows(Statement statement, ResultSet rows, SqliteTypes types, String what) {
        ResultSetRows.Origin origin = new ResultSetRows.Origin(connId, what, SqliteFailure::reason, false);
        return new ResultSetRows(session, statement, rows, types.columns(), origin, allocator);
    }

    private PreparedStatement prepare(StageQuery query) throws SQLException {
        PreparedStatement statement = session.running(session.connection().prepareStatement(query.sql()));
        for (int i = 0; i < query.parameters().size(); i++) {
            statement.setObject(i + 1, query.parameters().get(i));
        }
        return statement;
    }
}
