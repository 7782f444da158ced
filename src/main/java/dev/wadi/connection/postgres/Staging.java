package dev.wadi.connection.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A temporary table of the columns that are written, which goes with the transaction. */
final class Staging {

    /** Nobody else sees it, so that one name does for all. */
    static final String TABLE = "pg_temp.\"wadi staging\"";

    private Staging() {}

    /** Makes it, with the columns' types and nothing else of the table. */
    static void create(Session session, TargetTable table, List<TargetColumn> columns) throws SQLException {
        session.execute("create temporary table \"wadi staging\" on commit drop as select " + names(columns) + " from "
                + table.sql() + " with no data");
    }

    /** Names of columns as SQL, with commas. */
    static String names(List<TargetColumn> columns) {
        return columns.stream().map(Staging::name).collect(Collectors.joining(", "));
    }

    static String name(TargetColumn column) {
        return PostgresDialect.INSTANCE.quoted(column.name());
    }

    /** The statement that writes its rows to the table. */
    static String insert(TargetTable table, List<TargetColumn> columns) {
        String names = names(columns);
        return "insert into " + table.sql() + " (" + names + ") overriding system value select " + names + " from "
                + TABLE + " as s";
    }
}
