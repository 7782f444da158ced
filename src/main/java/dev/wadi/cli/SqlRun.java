package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Masking;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Runs statements on one connection and hands their rows over as they come. */
final class SqlRun {

    private static final Pattern QUERY =
            Pattern.compile("[\\s(]*(?:select|with|values|table|from)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final ConnectionDefinition definition;
    private final RowWriter rows;

    SqlRun(ConnectionDefinition definition, RowWriter rows) {
        this.definition = definition;
        this.rows = rows;
    }

    void run(OpenConnection open, List<String> statements) {
        try (Connection connection = FirstConnection.of(open, dataSource(open), definition.connId())) {
            for (String sql : statements) {
                run(connection, sql);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Pools say of themselves which connection it is. */
    private ConnectionException failed(SQLException e) {
        String prefix = "connection '" + definition.connId() + "': ";
        String reason = reason(e);
        return new ConnectionException(
                definition.connId(), reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason, e);
    }

    private DataSource dataSource(OpenConnection open) {
        try {
            return open.bean(DataSource.class);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(Problem.error(
                    Place.of("CONN_ID"),
                    "",
                    "connection '" + definition.connId() + "' of type '" + definition.connType() + "' has no SQL",
                    "Name a connection to a database"));
        }
    }

    private void run(Connection connection, String sql) throws SQLException {
        // Drivers read all rows into memory first, unless they are asked otherwise, each in its own way.
        boolean isQuery = QUERY.matcher(sql).matches();
        String product = connection.getMetaData().getDatabaseProductName();
        connection.setAutoCommit(!(isQuery && product.equals("PostgreSQL")));
        try (Statement statement = connection.createStatement()) {
            if (isQuery) {
                statement.setFetchSize(product.equals("MySQL") || product.equals("MariaDB") ? Integer.MIN_VALUE : 1000);
            }
            results(statement, statement.execute(sql));
        } catch (SQLException e) {
            throw wrongOrFailed(sql, e);
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private void results(Statement statement, boolean first) throws SQLException {
        boolean hasRows = first;
        long changed = statement.getUpdateCount();
        while (hasRows || changed >= 0) {
            if (hasRows) {
                try (ResultSet result = statement.getResultSet()) {
                    rows.rows(result);
                }
            } else {
                rows.changed(changed);
            }
            hasRows = statement.getMoreResults();
            changed = statement.getUpdateCount();
        }
    }

    /** Class 08 of SQL states is a lost connection; all else is what the database says of the statement. */
    RuntimeException wrongOrFailed(String sql, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean isLost = state.startsWith("08");
        String first = sql.lines().findFirst().orElse("");
        String shown = first.length() > 60 ? first.substring(0, 60) + "…" : first;
        if (isLost) {
            return failed(e);
        }
        return new SqlFailedException("connection '" + definition.connId() + "': " + reason(e) + " In: " + shown, e);
    }

    private static String reason(SQLException e) {
        String message = Masking.maskUrls(String.valueOf(e.getMessage())).strip();
        String line = message.replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") ? line : line + ".";
    }
}
