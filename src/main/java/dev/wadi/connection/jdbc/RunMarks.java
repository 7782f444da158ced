package dev.wadi.connection.jdbc;

import dev.wadi.batch.Bookmarks;
import dev.wadi.batch.Columns;
import dev.wadi.spi.RunMark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The table {@code wadi_runs} beside the tables that pipelines write to. It has one row for each sink stage: the run that was
 * committed last, written in the same transaction as the run's rows. The methods use the connection that they are given,
 * and neither commit nor roll back.
 */
public final class RunMarks {

    /** The table's name. */
    public static final String TABLE = "wadi_runs";

    private static final List<String> KEY = List.of("pipeline", "stage");

    private static final Schema COLUMNS = new Schema(List.of(
            text("pipeline"),
            text("stage"),
            text("run"),
            Columns.column("round", Columns.INT64),
            text("bookmarks"),
            Columns.column("rows", Columns.INT64),
            Columns.column("committed_at", Columns.INSTANT)));

    private final TableDialect dialect;
    private final TableName table;

    /**
     * @param beside the table that rows are written to; the marks are in its schema
     */
    public RunMarks(TableDialect dialect, TableName beside) {
        this.dialect = dialect;
        this.table = beside.sibling(TABLE);
    }

    private static Field text(String name) {
        return Columns.column(name, Columns.TEXT);
    }

    /** Reads the mark of a stage; nothing when there is none, or no table yet. Creates nothing. */
    public Optional<RunMark> read(Connection connection, String pipeline, String stage) throws SQLException {
        if (!dialect.exists(connection, table)) {
            return Optional.empty();
        }
        String sql = sql("select %s, %s, %s from ", "run", "round", "bookmarks") + table.sql(dialect) + where();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, pipeline);
            statement.setString(2, stage);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new RunMark(
                                pipeline, stage, row.getString(1), row.getLong(2), Bookmarks.read(row.getString(3))))
                        : Optional.empty();
            }
        }
    }

    /**
     * Makes the table when there is none. To be called before the run's transaction begins: in some databases making a table
     * commits, and in all of them two runs that make it at once would wait for each other to the end.
     */
    public void prepare(Connection connection) throws SQLException {
        if (dialect.exists(connection, table)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(dialect.createTable(table, COLUMNS, KEY));
        } catch (SQLException e) {
            if (!connection.getAutoCommit() || !dialect.exists(connection, table)) { // else another run was faster
                throw e;
            }
        }
    }

    /** Writes the mark in the connection's transaction, in place of the stage's one before. */
    public void write(Connection connection, RunMark mark, long rows) throws SQLException {
        String update = "update " + table.sql(dialect)
                + sql(" set %s = ?, %s = ?, %s = ?, %s = ?, %s = ", "run", "round", "bookmarks", "rows", "committed_at")
                + "current_timestamp" + where();
        String insert = "insert into " + table.sql(dialect)
                + sql(" (%s, %s, %s, %s, ", "run", "round", "bookmarks", "rows")
                + sql("%s, %s, %s) values (?, ?, ?, ?, current_timestamp, ?, ?)", "committed_at", "pipeline", "stage");
        if (execute(connection, update, mark, rows) == 0) {
            execute(connection, insert, mark, rows);
        }
    }

    private static int execute(Connection connection, String sql, RunMark mark, long rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, mark.run());
            statement.setLong(2, mark.round());
            statement.setString(3, Bookmarks.write(mark.bookmarks()));
            statement.setLong(4, rows);
            statement.setString(5, mark.pipeline());
            statement.setString(6, mark.stage());
            return statement.executeUpdate();
        }
    }

    private String where() {
        return sql(" where %s = ? and %s = ?", "pipeline", "stage");
    }

    private String sql(String format, String... names) {
        Object[] quoted = new Object[names.length];
        for (int i = 0; i < names.length; i++) {
            quoted[i] = dialect.quoted(names[i]);
        }
        return String.format(format, quoted);
    }
}
