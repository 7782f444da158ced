package dev.wadi.connection.jdbc;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes the rows of one stage and the run's mark in one transaction: the order of things, whatever the database. What
 * databases do differently is their {@link TableWriter}'s. Good for one execution.
 */
public final class SqlSink {

    private final String connId;
    private final SinkStage stage;
    private final TableWriter writer;
    private final TableDialect dialect;
    private final SqlSession session;
    private final TableName written;
    private boolean made;

    /**
     * @param writer its session is used and not closed
     * @throws ConnectionException when the stage names no table
     */
    public SqlSink(String connId, SinkStage stage, TableWriter writer) {
        this.connId = connId;
        this.stage = stage;
        this.writer = writer;
        this.dialect = writer.dialect();
        this.session = writer.session();
        this.written = table(connId, stage);
    }

    private static TableName table(String connId, SinkStage stage) {
        String locator = stage.locator()
                .orElseThrow(() -> new ConnectionException(
                        connId, "a sink needs the name of a table as its locator. Add one", null));
        try {
            return TableName.parse(locator);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        }
    }

    /** The mark that was last committed at the stage. */
    public Optional<RunMark> lastMark() {
        RunMark own = stage.mark(); // for its names only
        try {
            return new RunMarks(dialect, find().orElse(written))
                    .read(session.connection(), own.pipeline(), own.stage());
        } catch (SQLException e) {
            throw failure(RunMarks.TABLE, e);
        }
    }

    /** Writes all rows, or none. */
    public long write(BatchReader rows) throws Exception {
        SourceRows source = new SourceRows(rows);
        boolean done = false;
        try {
            long number = transaction(source);
            done = true;
            return number;
        } catch (SQLException | RuntimeException e) {
            throw source.failure() == null ? failure(e) : source.failure();
        } finally {
            end(done);
        }
    }

    private long transaction(BatchReader rows) throws Exception {
        RunMarks marks = before(rows.schema());
        session.begin();
        TableName table = make(rows.schema());
        long number = write(table, rows);
        marks.write(session.connection(), stage.mark(), number);
        session.commit();
        return number;
    }

    /** What the transaction could not undo. */
    private RunMarks before(Schema schema) throws SQLException {
        if (!dialect.makingTablesCommits()) {
            return marks();
        }
        TableName table = make(schema);
        RunMarks marks = marks();
        match(table).of(schema);
        writer.prepare(table);
        return marks;
    }

    private RunMarks marks() throws SQLException {
        Optional<TableName> present = find();
        RunMarks marks = new RunMarks(dialect, present.orElse(written));
        if (present.isPresent() || stage.create()) {
            marks.prepare(session.connection());
        }
        return marks;
    }

    private Optional<TableName> find() throws SQLException {
        return dialect.find(session.connection(), written);
    }

    /** The table, which is made when there is none. */
    private TableName make(Schema schema) throws SQLException {
        Optional<TableName> present = find();
        if (present.isPresent()) {
            return present.get();
        }
        if (!stage.create()) {
            throw MissingTable.failure(connId, written, session.connection(), " Set create to true to have it made");
        }
        List<String> key = stage.mode() == SinkMode.UPSERT ? stage.key() : List.of();
        session.execute(dialect.createTable(written, schema, key));
        made = true;
        return find().orElse(written);
    }

    private ColumnMatch match(TableName table) throws SQLException {
        return new ColumnMatch(writer.columns(table));
    }

    private long write(TableName table, BatchReader rows) throws Exception {
        ColumnMatch match = match(table);
        List<TargetColumn> columns = match.of(rows.schema());
        return switch (stage.mode()) {
            case APPEND -> writer.insert(table, columns, rows);
            case ERROR -> insertIfEmpty(table, columns, rows);
            case REPLACE -> writer.replace(table, columns, rows);
            case UPSERT -> upsert(writer.stage(table, columns, match.key(stage.key(), columns)), rows);
        };
    }

    private long insertIfEmpty(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        if (session.any("select 1 from " + table.sql(dialect) + " limit 1")) {
            throw new IllegalArgumentException("it has rows already, and the sink's mode is error."
                    + " Use append, replace or upsert, or empty it");
        }
        return writer.insert(table, columns, rows);
    }

    /** Changes the rows that have the key of a new row and adds the others; of several with one key the last counts. */
    private long upsert(StagedUpsert upsert, BatchReader rows) throws Exception {
        long number = writer.insert(upsert.staging(), upsert.columns(), rows);
        writer.staged(upsert);
        upsert.checkKeys(session);
        if (upsert.hasRepeated(session)) {
            writer.deleteRepeated(upsert);
        }
        writer.merge(upsert);
        return number;
    }

    private void end(boolean done) {
        try {
            session.rollback();
            writer.cleanUp(done);
            if (made && !done && dialect.makingTablesCommits()) {
                session.direct("drop table " + written.sql(dialect));
            }
        } catch (SQLException | RuntimeException e) { // the first failure is the one to tell
            stage.run().log().warn("connection '{}': cleaning up after table '{}' failed", connId, written, e);
            session.abort();
        }
    }

    private RuntimeException failure(Exception e) {
        if (e instanceof SQLException refused) {
            return failure(written.text(), refused);
        }
        if (e instanceof IllegalArgumentException wrong) {
            return session.cancelled()
                    ? SqlSession.cancelledBy(e)
                    : failure(written.text(), String.valueOf(wrong.getMessage()), e);
        }
        return (RuntimeException) e;
    }

    private RuntimeException failure(String where, SQLException e) {
        return session.cancelled() ? SqlSession.cancelledBy(e) : failure(where, writer.reason(e), e);
    }

    private ConnectionException failure(String where, String reason, Exception e) {
        String parted = reason.startsWith(", ") ? reason : ": " + reason;
        return new ConnectionException(connId, "table '" + where + "'" + parted, e);
    }
}
