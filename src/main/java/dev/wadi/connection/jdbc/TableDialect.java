package dev.wadi.connection.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** What databases write differently when a table is made from the columns of batches. */
public interface TableDialect {

    /** A name in SQL, quoted as an identifier. */
    default String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Columns in SQL, parted by commas. */
    default String names(List<TargetColumn> columns) {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    /**
     * The type of a column that takes the values of a batch's column.
     *
     * @throws IllegalArgumentException when there is none; the message names the column
     */
    String type(Field field);

    /** The type of a column that is part of a key; a database may have to bound its length. */
    default String keyType(Field field) {
        return type(field);
    }

    /**
     * The statement that makes a table.
     *
     * @param key the columns of its primary key; none for a table without one
     */
    default String createTable(TableName name, Schema schema, List<String> key) {
        String columns = schema.getFields().stream()
                .map(field ->
                        quoted(field.getName()) + " " + (key.contains(field.getName()) ? keyType(field) : type(field)))
                .collect(Collectors.joining(", "));
        String primary = key.isEmpty()
                ? ""
                : key.stream().map(this::quoted).collect(Collectors.joining(", ", ", primary key (", ")"));
        return "create table " + name.sql(this) + " (" + columns + primary + ")";
    }

    /** Whether making a table ends the transaction, so that it has to come first and is undone by hand. */
    default boolean makingTablesCommits() {
        return false;
    }

    /** The table that a name stands for, by the name that stands for it alone. */
    default Optional<TableName> find(Connection connection, TableName written) throws SQLException {
        return exists(connection, written) ? Optional.of(written) : Optional.empty();
    }

    /** Whether there is a table of this very name; of no schema, where the connection looks for one first. */
    default boolean exists(Connection connection, TableName name) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        List<String> parts = name.parts();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : connection.getSchema();
        String escape = metadata.getSearchStringEscape();
        String pattern = like(escape, name.table());
        try (ResultSet tables = metadata.getTables(
                connection.getCatalog(), schema == null ? null : like(escape, schema), pattern, null)) {
            return tables.next();
        }
    }

    /** A pattern that matches this name alone. */
    static String like(@Nullable String written, String name) {
        String escape = Objects.requireNonNullElse(written, "");
        return escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }
}
