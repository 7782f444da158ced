package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TargetColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tables on the server, found as a query would find them. */
final class TargetTable {

    /** The server's code for a table that is not there. */
    static final String MISSING = "42P01";

    private static final String FIND =
            """
            select n.nspname, c.relname
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.oid = to_regclass(?)
            """;

    private static final String COLUMNS =
            """
            select attname, atttypid::int8, atttypmod, format_type(atttypid, -1) as type,
                   attnotnull and not atthasdef and attidentity = '' as required, attgenerated <> '' as generated
            from pg_catalog.pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped
            order by attnum
            """;

    private record Row(String name, int type, int typmod, String typeName, boolean required, boolean generated) {}

    private TargetTable() {}

    /** Finds a table by its very name, or by its name in small letters, and gives its name with its schema's. */
    static Optional<TableName> find(Connection connection, TableName written) throws SQLException {
        Optional<TableName> exact = findExactly(connection, written);
        return exact.isPresent() ? exact : findExactly(connection, folded(written));
    }

    private static TableName folded(TableName name) {
        return new TableName(
                name.parts().stream().map(part -> part.toLowerCase(Locale.ROOT)).toList());
    }

    private static Optional<TableName> findExactly(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, name.sql(PostgresDialect.INSTANCE));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(TableName.of(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /** The columns of a table, in their order. */
    static List<TypedColumn> columns(Connection connection, TableName table) throws SQLException {
        List<Row> rows = rows(connection, table);
        ServerTypes types =
                new ServerTypes(connection, rows.stream().map(Row::type).toList());
        return rows.stream()
                .map(row -> new TypedColumn(
                        new TargetColumn(row.name(), row.typeName(), 0, row.required(), row.generated()),
                        types.type(row.type(), row.typmod())))
                .toList();
    }

    private static List<Row> rows(Connection connection, TableName table) throws SQLException {
        List<Row> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.sql(PostgresDialect.INSTANCE));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Row(
                            rows.getString(1),
                            (int) rows.getLong(2),
                            rows.getInt(3),
                            rows.getString(4),
                            rows.getBoolean(5),
                            rows.getBoolean(6)));
                }
            }
        }
        return columns;
    }
}
