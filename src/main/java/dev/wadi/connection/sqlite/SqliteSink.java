package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.SqlSink;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableColumns;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkStage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows into a SQLite table, by one prepared statement in one transaction. */
final class SqliteSink extends SqlSink {

    private long rowsBefore;

    SqliteSink(String connId, SinkStage stage, SqlSession session) {
        super(connId, SqliteDialect.INSTANCE, stage, session);
    }

    @Override
    protected List<TargetColumn> columns(TableName table) throws SQLException {
        return TableColumns.of(session().connection(), table);
    }

    @Override
    protected long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        List<SqliteBinders.Binder> binders = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            binders.add(SqliteBinders.of(rows.schema().getFields().get(i), columns.get(i)));
        }
        String sql = "insert into " + table.sql(dialect()) + " (" + names(columns) + ") values ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        try (PreparedStatement statement =
                session().running(session().connection().prepareStatement(sql))) {
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
        if (session().cancelled()) {
            throw new CancellationException("the run was cancelled");
        }
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
            if (session().cancelled()) {
                throw e;
            }
            throw new IllegalArgumentException(", row " + (rowsBefore + 1) + ": " + SqliteFailure.reason(e), e);
        }
    }

    @Override
    protected long upsert(List<TargetColumn> columns, List<TargetColumn> key, BatchReader rows) throws Exception {
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
        session().execute(upsert.insertAll() + " where " + notThere(upsert));
        session().execute("drop table temp." + StagedUpsert.STAGING);
        return number;
    }

    /** A subquery that is looked up by an index of its own, whether the table has one or not. */
    private String notThere(StagedUpsert upsert) {
        String keys = upsert.names(upsert.key());
        StringBuilder present = new StringBuilder();
        for (TargetColumn column : upsert.key()) {
            present.append(present.isEmpty() ? " where " : " and ")
                    .append(dialect().quoted(column.name()))
                    .append(" is not null");
        }
        return "(" + keys + ") not in (select " + keys + " from " + table().sql(dialect()) + present + ")";
    }

    @Override
    protected String reason(SQLException failure) {
        return SqliteFailure.reason(failure);
    }
}
