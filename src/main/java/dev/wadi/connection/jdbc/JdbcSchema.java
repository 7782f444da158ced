package dev.wadi.connection.jdbc;

import dev.wadi.spi.SchemaSource.Column;
import dev.wadi.spi.SchemaSource.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tables and columns as JDBC metadata tells them. */
final class JdbcSchema {

    private final Connection connection;
    private final DatabaseMetaData metadata;

    JdbcSchema(Connection connection) throws SQLException {
        this.connection = connection;
        this.metadata = connection.getMetaData();
    }

    List<Table> tables() throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet rows = metadata.getTables(connection.getCatalog(), null, "%", null)) {
            while (rows.next()) {
                String kind = Objects.requireNonNullElse(rows.getString("TABLE_TYPE"), "TABLE");
                @Nullable String schema = rows.getString("TABLE_SCHEM");
                if (isTable(kind) && !isSystem(schema)) {
                    tables.add(new Table(locator(schema, rows.getString("TABLE_NAME")), kindText(kind)));
                }
            }
        }
        tables.sort(Comparator.comparing(Table::name));
        return tables;
    }

    private static boolean isTable(String kind) {
        return (kind.contains("TABLE") || kind.contains("VIEW"))
                && !kind.startsWith("SYSTEM")
                && !kind.contains("INDEX")
                && !kind.contains("TOAST");
    }

    private static boolean isSystem(@Nullable String schema) {
        return schema != null && (schema.equalsIgnoreCase("information_schema") || schema.startsWith("pg_"));
    }

    private static String kindText(String kind) {
        return kind.equals("BASE TABLE") ? "table" : kind.toLowerCase(Locale.ROOT);
    }

    private String locator(@Nullable String schema, String table) throws SQLException {
        TableName name = schema == null || schema.equals(connection.getSchema())
                ? TableName.of(table)
                : TableName.of(schema, table);
        return name.text();
    }

    List<Column> columns(String locator) throws SQLException {
        List<String> parts = TableName.parse(locator).parts();
        String table = parts.get(parts.size() - 1);
        @Nullable String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : connection.getSchema();
        List<Column> columns = columns(schema, table);
        return columns.isEmpty() && parts.size() == 1 ? columns(schema, folded(table)) : columns;
    }

    private List<Column> columns(@Nullable String schema, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        @Nullable String schemaPattern = schema == null ? null : pattern(schema);
        try (ResultSet rows = metadata.getColumns(connection.getCatalog(), schemaPattern, pattern(table), "%")) {
            while (rows.next()) {
                columns.add(column(rows));
            }
        }
        return columns;
    }

    private static Column column(ResultSet rows) throws SQLException {
        @Nullable String comment = rows.getString("REMARKS");
        return new Column(
                rows.getString("COLUMN_NAME"),
                rows.getString("TYPE_NAME"),
                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                comment == null || comment.isEmpty() ? null : comment);
    }

    private String folded(String table) throws SQLException {
        if (metadata.storesLowerCaseIdentifiers()) {
            return table.toLowerCase(Locale.ROOT);
        }
        return metadata.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    }

    private String pattern(String name) throws SQLException {
        String escape = Objects.requireNonNullElse(metadata.getSearchStringEscape(), "");
        return escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }
}
