package dev.wadi.connection.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table as JDBC tells them. */
public final class TableColumns {

    private TableColumns() {}

    /** The columns in their order; none when there is no such table. */
    public static List<TargetColumn> of(Connection connection, TableName table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        List<String> parts = table.parts();
        @Nullable String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : connection.getSchema();
        List<TargetColumn> columns = new ArrayList<>();
        String escape = metadata.getSearchStringEscape();
        try (ResultSet rows = metadata.getColumns(
                connection.getCatalog(),
                schema == null ? null : TableDialect.like(escape, schema),
                TableDialect.like(escape, table.table()),
                "%")) {
            while (rows.next()) {
                columns.add(column(rows));
            }
        }
        return columns;
    }

    private static TargetColumn column(ResultSet row) throws SQLException {
        boolean generated = "YES".equals(row.getString("IS_GENERATEDCOLUMN"));
        boolean required = row.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                && row.getString("COLUMN_DEF") == null
                && !"YES".equals(row.getString("IS_AUTOINCREMENT"))
                && !generated;
        return new TargetColumn(
                row.getString("COLUMN_NAME"),
                row.getString("TYPE_NAME"),
                row.getInt("DECIMAL_DIGITS"),
                required,
                generated);
    }
}
