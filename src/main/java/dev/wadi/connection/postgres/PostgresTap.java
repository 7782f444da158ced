package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.TableName;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.vector.types.pojo.Schema;

/** Begins to read: learns the columns, and has the rows copied when they are asked for. */
final class PostgresTap {

    private final String connId;
    private final Consumer<Connection> discard;
    private final TapStage stage;

    PostgresTap(String connId, TapStage stage, Consumer<Connection> discard) {
        this.discard = discard;
        this.connId = connId;
        this.stage = stage;
    }

    /** Reads over a connection that it takes over. */
    BatchReader read(Connection connection) throws SQLException {
        Session session = new Session(connection, stage.run(), discard);
        try {
            return read(session);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private BatchReader read(Session session) throws SQLException {
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

    private List<ServerColumn> columns(Session session, TapQuery query) throws SQLException {
        try {
            return TapColumns.of(session.connection(), query.columnsOnly());
        } catch (SQLException e) {
            if (TargetTable.MISSING.equals(e.getSQLState()) && stage.locator().isPresent()) {
                session.connection().rollback();
                throw TargetTable.missing(
                        connId, TableName.parse(stage.locator().get()), session, "");
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
