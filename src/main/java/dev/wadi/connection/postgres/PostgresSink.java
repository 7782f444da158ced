package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.RunMarks;
import dev.wadi.connection.jdbc.SourceRows;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the rows of one stage and the run's mark in one transaction. */
final class PostgresSink {

    private final String connId;
    private final Consumer<Connection> discard;
    private final SinkStage stage;
    private final TableName written;

    PostgresSink(String connId, SinkStage stage, Consumer<Connection> discard) {
        this.discard = discard;
        this.connId = connId;
        this.stage = stage;
        this.written = table(connId, stage);
    }

    /** The table of a stage, as it is written. */
    static TableName table(String connId, SinkStage stage) {
        String locator = stage.locator()
                .orElseThrow(() -> new ConnectionException(
                        connId, "a sink needs the name of a table as its locator. Add one", null));
        try {
            return TableName.parse(locator);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        }
    }

    /** The marks beside a table, or beside where it will be made. */
    static RunMarks marks(TableName written, Connection connection) throws SQLException {
        Optional<TargetTable> present = TargetTable.find(connection, written);
        if (present.isPresent()) {
            return new RunMarks(PostgresDialect.INSTANCE, present.get().name());
        }
        String schema = connection.getSchema();
        boolean qualified = written.parts().size() > 1 || schema == null;
        return new RunMarks(PostgresDialect.INSTANCE, qualified ? written : TableName.of(schema, written.table()));
    }

    /** Writes over a connection that it takes over. */
    long write(Connection connection, BatchReader rows) throws Exception {
        RunMarks marks = prepare(connection);
        SourceRows source = new SourceRows(rows);
        try (Session session = new Session(connection, stage.run(), discard)) {
            try {
                long number = write(session, source);
                marks.write(session.connection(), stage.mark(), number);
                session.commit();
                return number;
            } catch (SQLException | IllegalArgumentException e) {
                throw source.failure() == e ? e : failure(session, e);
            }
        }
    }

    private RuntimeException failure(Session session, Exception e) {
        if (session.cancelled()) {
            return Session.cancelledBy(e);
        }
        return e instanceof SQLException told
                ? PostgresFailure.writing(connId, written.text(), told)
                : new ConnectionException(connId, "table '" + written + "': " + e.getMessage(), e);
    }

    /** Makes the table of marks, which stays; the connection is given back when that fails. */
    private RunMarks prepare(Connection connection) throws SQLException {
        try {
            RunMarks marks = marks(written, connection);
            marks.prepare(connection);
            return marks;
        } catch (SQLException e) {
            connection.close();
            throw PostgresFailure.writing(connId, RunMarks.TABLE, e);
        }
    }

    private long write(Session session, BatchReader rows) throws Exception {
        TargetTable table = table(session, rows);
        ColumnMatch match = new ColumnMatch(table.columns(session.connection()));
        List<TargetColumn> columns = match.of(rows.schema());
        return switch (stage.mode()) {
            case APPEND -> new CopyWriting(session, table.sql(), columns).write(rows);
            case ERROR -> writeIfEmpty(session, table, columns, rows);
            case REPLACE -> new Replacement(session, table, columns).write(rows);
            case UPSERT -> new Upsert(session, table, columns, match.key(stage.key())).write(rows);
        };
    }

    private TargetTable table(Session session, BatchReader rows) throws SQLException {
        Optional<TargetTable> present = TargetTable.find(session.connection(), written);
        if (present.isPresent()) {
            return present.get();
        }
        if (!stage.create()) {
            throw TargetTable.missing(connId, written, session, " Set create to true to have it made");
        }
        List<String> key = stage.mode() == SinkMode.UPSERT ? stage.key() : List.of();
        session.execute(PostgresDialect.INSTANCE.createTable(written, rows.schema(), key));
        return TargetTable.find(session.connection(), written).orElseThrow();
    }

    private static long writeIfEmpty(Session session, TargetTable table, List<TargetColumn> columns, BatchReader rows)
            throws Exception {
        if (session.any("select from " + table.sql() + " limit 1")) {
            throw new IllegalArgumentException("it has rows already, and the sink's mode is error."
                    + " Use append, replace or upsert, or empty it");
        }
        return new CopyWriting(session, table.sql(), columns).write(rows);
    }
}
