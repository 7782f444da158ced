package dev.wadi.connection.duckdb;

import dev.wadi.batch.DuckDb;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableColumns;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TableWriter;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/** Rows into a DuckDB table: it reads the batches as a relation. */
final class DuckDbTableWriter implements TableWriter {

    private static final String ROWS = "wadi_incoming";
    private static final Set<String> TEXTS = Set.of("VARCHAR", "JSON");

    private final SqlSession session;
    private final BufferAllocator allocator;

    DuckDbTableWriter(SqlSession session, BufferAllocator allocator) {
        this.session = session;
        this.allocator = allocator;
    }

    @Override
    public TableDialect dialect() {
        return DuckDbDialect.INSTANCE;
    }

    @Override
    public SqlSession session() {
        return session;
    }

    @Override
    public List<TargetColumn> columns(TableName table) throws SQLException {
        return TableColumns.of(session.connection(), table);
    }

    @Override
    public long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(value(rows.schema().getFields().get(i), columns.get(i)));
        }
        String sql = "insert into " + table.sql(dialect()) + " (" + dialect().names(columns) + ") select "
                + String.join(", ", values) + " from " + ROWS;
        try (DuckDb.Registered registered = DuckDb.register(session.connection(), ROWS, rows, allocator);
                Statement statement = session.running(session.connection().createStatement())) {
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
    public StagedUpsert stage(TableName table, List<TargetColumn> columns, List<TargetColumn> key) throws SQLException {
        TableName staging = TableName.of("temp", StagedUpsert.STAGING);
        StagedUpsert upsert = new StagedUpsert(dialect(), staging, "rowid", table, columns, key);
        session.execute("create temp table " + StagedUpsert.STAGING + " as " + upsert.noRows());
        return upsert;
    }

    @Override
    public void merge(StagedUpsert upsert) throws SQLException {
        TableWriter.super.merge(upsert);
        session.execute("drop table " + upsert.waiting());
    }

    @Override
    public String reason(SQLException failure) {
        return DuckDbFailure.reason(failure);
    }
}
