package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableColumns;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TableWriter;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows into a SQLite table, by one prepared statement in one transaction. */
final class SqliteTableWriter implements TableWriter {

    private final SqlSession session;
    private long rowsBefore;

    SqliteTableWriter(SqlSession session) {
        this.session = session;
    }

    @Override
    public TableDialect dialect() {
        return SqliteDialect.INSTANCE;
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
    public long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        List<SqliteBinders.Binder> binders = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            binders.add(SqliteBinders.of(rows.schema().getFields().get(i), columns.get(i)));
        }
        String sql = "insert into " + table.sql(dialect()) + " (" + dialect().names(columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (PreparedStatement statement = session.running(session.connection().prepareStatement(sql))) {
            @Nullable VectorSchemaRoot next = rows.next();
            while (next != null) {
                try (VectorSchemaRoot batch = next) {
                    insert(statement, columns, binders, batch);
                }
                next = rows.next();
            }
        }
        return rowsBefore;
    }

    private void insert(
            PreparedStatement statement,
            List<TargetColumn> columns,
            List<SqliteBinders.Binder> binders,
            VectorSchemaRoot batch)
            throws SQLException {
        FieldVector[] vectors = batch.getFieldVectors().toArray(FieldVector[]::new);
        session.checkCancelled();
        for (int row = 0; row < batch.getRowCount(); row++) {
            for (int i = 0; i < vectors.length; i++) {
                bind(statement, i, binders.get(i), columns.get(i), vectors[i], row);
            }
            insert(statement);
        }
    }

    private void bind(
            PreparedStatement statement,
            int column,
            SqliteBinders.Binder binder,
            TargetColumn target,
            FieldVector from,
            int row)
            throws SQLException {
        if (from.isNull(row)) {
            statement.setObject(column + 1, null);
            return;
        }
        try {
            binder.bind(statement, column + 1, from, row);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ", column '" + target.name() + "', row " + (rowsBefore + 1) + ": " + e.getMessage(), e);
        }
    }

    private void insert(PreparedStatement statement) throws SQLException {
        try {
            statement.executeUpdate();
            rowsBefore++;
        } catch (SQLException e) {
            if (session.cancelled()) {
                throw e;
            }
            throw new IllegalArgumentException(", row " + (rowsBefore + 1) + ": " + SqliteFailure.reason(e), e);
        }
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
        if (!upsert.changed().isEmpty()) {
            session.execute(upsert.update());
        }
        session.execute(upsert.insertAll() + " where " + notThere(upsert));
        session.execute("drop table " + upsert.waiting());
    }

    /** A subquery that is looked up by an index of its own, whether the table has one or not. */
    private String notThere(StagedUpsert upsert) {
        String keys = dialect().names(upsert.key());
        StringBuilder present = new StringBuilder();
        for (TargetColumn column : upsert.key()) {
            present.append(present.isEmpty() ? " where " : " and ")
                    .append(dialect().quoted(column.name()))
                    .append(" is not null");
        }
        return "(" + keys + ") not in (select " + keys + " from "
                + upsert.table().sql(dialect()) + present + ")";
    }

    @Override
    public String reason(SQLException failure) {
        return SqliteFailure.reason(failure);
    }
}
