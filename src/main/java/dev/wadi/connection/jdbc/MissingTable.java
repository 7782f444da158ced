package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SchemaSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The message for a table that is not there, with the one that may be meant. */
public final class MissingTable {

    private MissingTable() {}

    /**
     * The failure.
     *
     * @param advice what follows, with a space before it; or nothing
     */
    public static ConnectionException failure(String connId, TableName table, Connection connection, String advice)
            throws SQLException {
        List<String> names = new JdbcSchema(connection)
                .tables().stream().map(SchemaSource.Table::name).toList();
        return new ConnectionException(
                connId, "there is no table '" + table + "'." + Nearest.didYouMean(table.text(), names) + advice, null);
    }
}
