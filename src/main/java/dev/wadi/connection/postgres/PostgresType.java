package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.DriverSource;
import dev.wadi.connection.jdbc.JdbcBeans;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** PostgreSQL, and what speaks its protocol. */
public final class PostgresType implements ConnectionType<PostgresSettings> {

    /** Empty, because whatever stands in a URL wins over the properties. */
    private static final String URL = "jdbc:postgresql://";

    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode", "auto");

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("postgresql");
    }

    @Override
    public String title() {
        return "PostgreSQL";
    }

    @Override
    public Class<PostgresSettings> settings() {
        return PostgresSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return JdbcBeans.all();
    }

    @Override
    public void check(PostgresSettings settings, SettingProblems problems) {
        Hosts.of(settings.host())
                .problem()
                .ifPresent(problem -> problems.problem("host", problem.get(0), problem.get(1)));
        String encoding = settings.clientEncoding();
        if (encoding != null && !UTF8.contains(encoding.toLowerCase(Locale.ROOT))) {
            problems.problem(
                    "extra.client_encoding",
                    "must be UTF8, was '" + encoding + "'; the server converts",
                    "Remove the line");
        }
        if (settings.iam()) {
            problems.problem(
                    "extra.iam",
                    "signs in with a token that AWS or Azure gives, and tokens are not fetched here",
                    "Set it to false and use a login that has a password");
        }
        TlsCheck.check(settings, problems);
        PoolSettings.check(settings.pool(), problems);
    }

    @Override
    public OpenConnection open(PostgresSettings settings, ConnectionContext context) {
        checkFiles(settings, context.connId());
        PostgresProperties properties = new PostgresProperties(settings);
        DriverSource source = new DriverSource(driver(), URL, properties.all(context.connId()), properties::limits);
        String where = Hosts.of(settings.host()).text(settings.port());
        return new PostgresConnection(context, new JdbcDatabase(source, where, settings.pool()));
    }

    /** The driver, found by its URL: its classes carry annotations that the compiler does not know. */
    private static Driver driver() {
        try {
            return DriverManager.getDriver(URL);
        } catch (SQLException e) {
            throw new IllegalStateException("the PostgreSQL driver is not on the class path", e);
        }
    }

    /** Reads the TLS files once, so that a wrong one is found now and not by the first query. */
    private static void checkFiles(PostgresSettings settings, String connId) {
        try {
            TlsFiles.of(settings).context();
        } catch (IOException e) {
            throw new ConnectionException(connId, "a TLS file cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new ConnectionException(connId, "a TLS file cannot be used: " + e.getMessage(), e);
        }
    }
}
