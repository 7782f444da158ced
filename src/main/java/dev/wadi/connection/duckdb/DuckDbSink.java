package dev.wadi.connection.duckdb;

import dev.wadi.batch.DuckDb;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.SqlSink;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableColumns;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkStage;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;

/** Rows into a DuckDB table: it reads the batches as a relation. */
final class DuckDbSink extends SqlSink {

    private static final String ROWS = "wadi_incoming";
    private static final Set<String> TEXTS = Set.of("VARCHAR", "JSON");

    DuckDbSink(String connId, SinkStage stage, SqlSession session) {
        super(connId, DuckDbDialect.INSTANCE, stage, session);
    }

    @Override
    protected List<TargetColumn> columns(TableName table) throws SQLException {
        return TableColumns.of(session().connection(), table);
    }

    @Override
    protected long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(rows.schema().getFields().get(i), columns.get(i)));
        }
        String sql = "insert into " + table.sql(dialect()) + " (" + names(columns) + ") select "
                + String.join(", ", values) + " from " + ROWS;
        try (DuckDb.Registered registered = DuckDb.register(
                        session().connection(), ROWS, rows, stage().run().allocator());
                Statement statement = session().running(session().connection().createStatement())) {
            return added(statement, sql, registered);
        }
    }

    private static long added(Statement statement, String sql, DuckDb.Registered registered) throws SQLException {
        try {
            return statement.executeLargeUpdate(sql);
        } catch (SQLException e) {
            Throwable reading = registered.failure();
            if (reading != null) {
                e.addSuppressed(reading);
            }
            throw e;
        }
    }

    /** A value as the table has it. DuckDB would round where it does not fit exactly; here that fails. */
    private String value(Field field, TargetColumn column) {
        String from = dialect().type(field);
        String name = DuckDb.quoted(field.getName());
        String to = column.type();
        if (from.equalsIgnoreCase(to)) {
            return name;
        }
        String cast = "try_cast(" + name + " as " + to + ")";
        String differs = TEXTS.contains(from) ? "" : " or cast(" + cast + " as " + from + ") is distinct from " + name;
        String problem = DuckDb.literal("column '" + column.name() + "': a value does not fit into " + to);
        return "case when " + name + " is not null and (" + cast + " is null" + differs + ") then error(" + problem
                + ") else " + cast + " end";
    }

    @Override
    protected long upsert(List<TargetColumn> columns, List<TargetColumn> key, BatchReader rows) throws SQLException {
        StagedUpsert upsert = new StagedUpsert(dialect(), StagedUpsert.STAGING, "rowid", table(), columns, key);
        session()
                .execute("create temp table " + StagedUpsert.STAGING + " as select " + names(columns) + " from "
                        + table().sql(dialect()) + " limit 0");
        long number = insert(TableName.of("temp", StagedUpsert.STAGING), columns, rows);
        upsert.checkKeys(session());
        if (upsert.hasRepeated(session())) {
            session().execute(upsert.deleteRepeated());
        }
        if (!upsert.changed().isEmpty()) {
            session().execute(upsert.update());
        }
        session().execute(upsert.insert());
        session().execute("drop table temp." + StagedUpsert.STAGING);
        return number;
    }

    @Override
    protected String reason(SQLException failure) {
        return DuckDbFailure.reason(failure);
    }
}
