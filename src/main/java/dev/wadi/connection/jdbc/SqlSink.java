package dev.wadi.connection.jdbc;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes the rows of one stage and the run's mark in one transaction. What databases do differently is left to those that
 * extend it; here is the order of things. Good for one execution.
 */
public abstract class SqlSink {

    private final String connId;
    private final TableDialect dialect;
    private final SinkStage stage;
    private final SqlSession session;
    private final TableName table;
    private boolean made;

    /**
     * @param session is used and not closed
     * @throws ConnectionException when the stage names no table
     */
    protected SqlSink(String connId, TableDialect dialect, SinkStage stage, SqlSession session) {
        this.connId = connId;
        this.dialect = dialect;
        this.stage = stage;
        this.session = session;
        this.table = table(connId, stage);
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

    /** The columns of a table that is there. */
    protected abstract List<TargetColumn> columns(TableName table) throws SQLException;

    /**
     * Adds rows to a table.
     *
     * @param columns the table's columns in the order of the rows' columns
     * @return how many rows there were
     * @throws IllegalArgumentException when a value does not fit; the message names the column and the row
     */
    protected abstract long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception;

    /** Changes the rows that have the key of a new row and adds the others; of several with one key the last counts. */
    protected abstract long upsert(List<TargetColumn> columns, List<TargetColumn> key, BatchReader rows)
            throws Exception;

    /** Puts rows in the place of those that are there. */
    protected long replace(List<TargetColumn> columns, BatchReader rows) throws Exception {
        session.execute("delete from " + table.sql(dialect));
        return insert(table, columns, rows);
    }

    /** The text of a failure, without rows. */
    protected abstract String reason(SQLException failure);

    /** Whether making a table ends the transaction, so that it has to come first and is undone by hand. */
    protected boolean makingTablesCommits() {
        return false;
    }

    /** What has to be done before the transaction begins; the table is there. */
    protected void prepare(List<TargetColumn> columns) throws SQLException {}

    /**
     * Takes away what {@link #prepare} and writing left beside the table; the transaction has ended.
     *
     * @param done whether it was committed
     */
    protected void cleanUp(boolean done) throws SQLException {}

    protected final TableName table() {
        return table;
    }

    protected final SqlSession session() {
        return session;
    }

    protected final SinkStage stage() {
        return stage;
    }

    protected final TableDialect dialect() {
        return dialect;
    }

    /** Columns in SQL, parted by commas. */
    protected final String names(List<TargetColumn> columns) {
        return columns.stream().map(column -> dialect.quoted(column.name())).collect(Collectors.joining(", "));
    }

    /** The mark that was last committed at the stage. */
    public final Optional<RunMark> lastMark() {
        try {
            return new RunMarks(dialect, table)
                    .read(
                            session.connection(),
                            stage.mark().pipeline(),
                            stage.mark().stage());
        } catch (SQLException e) {
            throw failure(RunMarks.TABLE, e);
        }
    }

    /** Writes all rows, or none. */
    public final long write(BatchReader rows) throws Exception {
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
        RunMarks marks = new RunMarks(dialect, table);
        if (makingTablesCommits()) {
            make(rows.schema());
        }
        if (dialect.exists(session.connection(), table) || stage.create()) {
            marks.prepare(session.connection());
        }
        List<TargetColumn> before = makingTablesCommits() ? matched(rows.schema()) : List.of();
        prepare(before);
        session.begin();
        if (!makingTablesCommits()) {
            make(rows.schema());
        }
        long number = write(matched(rows.schema()), rows);
        marks.write(session.connection(), stage.mark(), number);
        session.commit();
        return number;
    }

    private List<TargetColumn> matched(Schema schema) throws SQLException {
        return new ColumnMatch(columns(table)).of(schema);
    }

    private void make(Schema schema) throws SQLException {
        if (dialect.exists(session.connection(), table)) {
            return;
        }
        if (!stage.create()) {
            List<String> names = new JdbcSchema(session.connection())
                    .tables().stream().map(SchemaSource.Table::name).toList();
            throw new ConnectionException(
                    connId,
                    "there is no table '" + table + "'." + Nearest.didYouMean(table.text(), names)
                            + " Set create to true to have it made",
                    null);
        }
        List<String> key = stage.mode() == SinkMode.UPSERT ? stage.key() : List.of();
        session.execute(dialect.createTable(table, schema, key));
        made = true;
    }

    private long write(List<TargetColumn> columns, BatchReader rows) throws Exception {
        return switch (stage.mode()) {
            case APPEND -> insert(table, columns, rows);
            case ERROR -> insertIfEmpty(columns, rows);
            case REPLACE -> replace(columns, rows);
            case UPSERT -> upsert(columns, new ColumnMatch(columns(table)).key(stage.key(), columns), rows);
        };
    }

    private long insertIfEmpty(List<TargetColumn> columns, BatchReader rows) throws Exception {
        if (session.any("select 1 from " + table.sql(dialect) + " limit 1")) {
            throw new IllegalArgumentException("it has rows already, and the sink's mode is error."
                    + " Use append, replace or upsert, or empty it");
        }
        return insert(table, columns, rows);
    }

    private void end(boolean done) {
        try {
            session.rollback();
            cleanUp(done);
            if (made && !done && makingTablesCommits()) {
                session.direct("drop table " + table.sql(dialect));
            }
        } catch (SQLException | RuntimeException e) { // the first failure is the one to tell
            stage.run().log().warn("connection '{}': cleaning up after table '{}' failed", connId, table, e);
            session.abort();
        }
    }

    private RuntimeException failure(Exception e) {
        if (e instanceof SQLException refused) {
            return failure(table.text(), refused);
        }
        if (e instanceof IllegalArgumentException wrong) {
            String message = String.valueOf(wrong.getMessage());
            String parted = message.startsWith(", ") ? message : ": " + message;
            return new ConnectionException(connId, "table '" + table + "'" + parted, e);
        }
        return (RuntimeException) e;
    }

    private RuntimeException failure(String where, SQLException e) {
        if (session.cancelled()) {
            CancellationException cancelled = new CancellationException("the run was cancelled");
            cancelled.initCause(e);
            return cancelled;
        }
        return new ConnectionException(connId, "table '" + where + "'" + reasonAfterTable(e), e);
    }

    private String reasonAfterTable(SQLException e) {
        String reason = reason(e);
        return reason.startsWith(", ") ? reason : ": " + reason;
    }
}
