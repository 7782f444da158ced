package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.MissingTable;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Schema;

/** Begins to read: learns the columns, and has the rows copied when they are asked for. */
final class PostgresTap {

    private final String connId;
    private final TapStage stage;

    PostgresTap(String connId, TapStage stage) {
        this.connId = connId;
        this.stage = stage;
    }

    /** Reads over a session that it takes over. */
    BatchReader read(SqlSession session) throws SQLException {
        try {
            session.begin();
            return reading(session);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private BatchReader reading(SqlSession session) throws SQLException {
        TapQuery all = TapQuery.of(stage);
        List<ServerColumn> columns = columns(session, all);
        checkNames(columns);
        Schema schema = new Schema(columns.stream().map(ServerColumn::field).toList());
        TapQuery asked = stage.range().map(range -> all.within(range, columns)).orElse(all);
        CopyReading reading = new CopyReading(session, connId, asked, columns);
        // Of a part the highest value has to be seen in passing, so that its bytes are not handed over.
        boolean whole = stage.range().isEmpty();
        return new CopyBatches(reading, schema, stage.run().allocator(), whole);
    }

    private List<ServerColumn> columns(SqlSession session, TapQuery query) throws SQLException {
        try {
            return TapColumns.of(session.connection(), query.columnsOnly());
        } catch (SQLException e) {
            if (TargetTable.MISSING.equals(e.getSQLState()) && stage.locator().isPresent()) {
                session.connection().rollback();
                TableName table = TableName.parse(stage.locator().get());
                throw MissingTable.failure(connId, table, session.connection(), "");
            }
            throw PostgresFailure.reading(connId, query.what(), e, query.begin());
        }
    }

    private static void checkNames(List<ServerColumn> columns) {
        Set<String> names = new HashSet<>();
        for (ServerColumn column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "the query has two columns '" + column.name() + "'. Give one of them another name with AS");
            }
        }
    }
}
