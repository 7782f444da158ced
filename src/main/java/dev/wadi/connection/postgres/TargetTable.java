package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.Nearest;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.spi.ConnectionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A table on the server, found as a query would find it, with its schema's name. */
record TargetTable(TableName name, long oid) {

    /** The server's code for a table that is not there. */
    static final String MISSING = "42P01";

    private static final String FIND =
            """
            select n.nspname, c.relname, c.oid::int8
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.oid = to_regclass(?)
            """;

    private static final String NAMES =
            """
            select case when pg_catalog.pg_table_is_visible(c.oid) then c.relname else n.nspname || '.' || c.relname end
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
            """;

    private static final String COLUMNS =
            """
            select attname, atttypid::int8, atttypmod, attnum,
                   attnotnull and not atthasdef and attidentity = '' as required, attgenerated <> '' as generated
            from pg_catalog.pg_attribute where attrelid = ?::oid and attnum > 0 and not attisdropped order by attnum
            """;

    /** Finds a table by its very name, or by its name in small letters. */
    static Optional<TargetTable> find(Connection connection, TableName written) throws SQLException {
        Optional<TargetTable> exact = findExactly(connection, written);
        return exact.isPresent() ? exact : findExactly(connection, folded(written));
    }

    private static TableName folded(TableName name) {
        return new TableName(
                name.parts().stream().map(part -> part.toLowerCase(Locale.ROOT)).toList());
    }

    private static Optional<TargetTable> findExactly(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, name.sql(PostgresDialect.INSTANCE));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new TargetTable(TableName.of(row.getString(1), row.getString(2)), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }

    /** The message for a table that is not there. */
    static ConnectionException missing(String connId, TableName name, Session session, String advice)
            throws SQLException {
        String meant = Nearest.didYouMean(name.text(), session.texts(NAMES));
        return new ConnectionException(connId, "there is no table '" + name + "'." + meant + advice, null);
    }

    /** Its columns, in their order. */
    List<TargetColumn> columns(Connection connection) throws SQLException {
        ServerTypes types = new ServerTypes(connection, types(connection));
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new TargetColumn(
                            rows.getString(1),
                            types.type((int) rows.getLong(2), rows.getInt(3)),
                            rows.getInt(4),
                            rows.getBoolean(5),
                            rows.getBoolean(6)));
                }
            }
        }
        return columns;
    }

    private List<Integer> types(Connection connection) throws SQLException {
        List<Integer> oids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    oids.add((int) rows.getLong(2));
                }
            }
        }
        return oids;
    }

    String sql() {
        return name.sql(PostgresDialect.INSTANCE);
    }
}
