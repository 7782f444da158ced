package dev.wadi.connection.jdbc;

import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.List;

/** How one database takes rows. {@link SqlSink} knows when and in which order. Good for one execution. */
public interface TableWriter {

    TableDialect dialect();

    SqlSession session();

    /** The columns of a table that is there. */
    List<TargetColumn> columns(TableName table) throws SQLException;

    /**
     * What has to be done before the transaction begins, where making tables ends transactions; the table is there.
     *
     * @see TableDialect#makingTablesCommits
     */
    default void prepare(TableName table) throws SQLException {}

    /**
     * Adds rows to a table.
     *
     * @param columns the table's columns in the order of the rows' columns
     * @return how many rows there were
     * @throws IllegalArgumentException when a value does not fit; the message names the column and the row
     */
    long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception;

    /** Puts rows in the place of those that are there. */
    default long replace(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        session().execute("delete from " + table.sql(dialect()));
        return insert(table, columns, rows);
    }

    /** Makes the temporary table in which the rows of an upsert wait. */
    StagedUpsert stage(TableName table, List<TargetColumn> columns, List<TargetColumn> key) throws SQLException;

    /** The rows of an upsert wait. */
    default void staged(StagedUpsert upsert) throws SQLException {}

    /** Leaves of the rows that wait with one key the last. */
    default void deleteRepeated(StagedUpsert upsert) throws SQLException {
        session().execute(upsert.deleteRepeated());
    }

    /** Brings the rows that wait into the table. */
    default void merge(StagedUpsert upsert) throws SQLException {
        if (!upsert.changed().isEmpty()) {
            session().execute(upsert.update());
        }
        session().execute(upsert.insert());
    }

    /**
     * Takes away what was left beside the table; the transaction has ended.
     *
     * @param done whether it was committed
     */
    default void cleanUp(boolean done) throws SQLException {}

    /** The text of a failure, without rows; after a comma when it begins with a place, such as a column. */
    String reason(SQLException failure);
}
