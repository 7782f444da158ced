package dev.wadi.connection.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows that wait in a temporary table until they are merged into the table that they are for. The words are those of most
 * databases; {@code s} stands for the temporary table and {@code t} for the other.
 *
 * @param order what tells which of the waiting rows came last, in SQL
 */
public record StagedUpsert(
        TableDialect dialect,
        TableName staging,
        String order,
        TableName table,
        List<TargetColumn> columns,
        List<TargetColumn> key) {

    /** The name of the temporary table. */
    public static final String STAGING = "wadi_staging";

    /** The columns that a row with a known key changes. */
    public List<TargetColumn> changed() {
        return columns.stream().filter(column -> !key.contains(column)).toList();
    }

    /** Refuses rows whose key has no value. */
    public void checkKeys(SqlSession session) throws SQLException {
        for (TargetColumn column : key) {
            if (session.any("select 1 from " + waiting() + " where " + name(column) + " is null limit 1")) {
                throw new IllegalArgumentException(
                        "column '" + column.name() + "' is in the key, and a row has no value there");
            }
        }
    }

    /** Whether several rows have one key. */
    public boolean hasRepeated(SqlSession session) throws SQLException {
        return session.any("select 1 from " + waiting() + " group by " + names(key) + " having count(*) > 1 limit 1");
    }

    /** Leaves of rows with one key the last. */
    public String deleteRepeated() {
        return "delete from " + waiting() + " where " + order + " not in (select max(" + order + ") from " + waiting()
                + " group by " + names(key) + ")";
    }

    /** {@code t.a = s.a and t.b = s.b}. */
    public String same() {
        return same("t", "s");
    }

    /** That two relations have one key. */
    public String same(String one, String other) {
        return key.stream()
                .map(column -> one + "." + name(column) + " = " + other + "." + name(column))
                .collect(Collectors.joining(" and "));
    }

    /** {@code a = s.a, b = s.b}. */
    public String sets(String prefix) {
        return changed().stream()
                .map(column -> prefix + name(column) + " = s." + name(column))
                .collect(Collectors.joining(", "));
    }

    /** Changes the rows that are there; not to be run when nothing is {@link #changed}. */
    public String update() {
        return "update " + table.sql(dialect) + " as t set " + sets("") + " from " + waiting() + " as s where "
                + same();
    }

    /** Adds the rows that are not there. */
    public String insert() {
        return insertAll() + " as s" + whereNew();
    }

    /** That a row's key is not in the table. */
    public String whereNew() {
        return " where not exists (select 1 from " + table.sql(dialect) + " as t where " + same() + ")";
    }

    /** Adds all rows that wait. */
    public String insertAll() {
        return "insert into " + table.sql(dialect) + " (" + names(columns) + ") select " + names(columns) + " from "
                + waiting();
    }

    /** A query that has the columns of the rows and no row. */
    public String noRows() {
        return "select " + names(columns) + " from " + table.sql(dialect) + " limit 0";
    }

    /** The temporary table in SQL. */
    public String waiting() {
        return staging.sql(dialect);
    }

    private String name(TargetColumn column) {
        return dialect.quoted(column.name());
    }

    private String names(List<TargetColumn> some) {
        return dialect.names(some);
    }
}
