package dev.wadi.connection.mysql;

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
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** MySQL and MariaDB. */
public final class MySqlType implements ConnectionType<MySqlSettings> {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern NO_DATABASE = Pattern.compile("[?&=/\\\\%#;:()\\p{Cntrl}]");

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mariadb");
    }

    @Override
    public String title() {
        return "MySQL";
    }

    @Override
    public Class<MySqlSettings> settings() {
        return MySqlSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return JdbcBeans.all();
    }

    @Override
    public void check(MySqlSettings settings, SettingProblems problems) {
        checkAddress(settings, problems);
        checkWords(settings, problems);
        if (settings.iam()) {
            problems.problem(
                    "extra.iam",
                    "signing in with tokens of AWS is not supported",
                    "Use a user with a password, or one that shows a certificate (ssl)");
        }
        Tls.check(settings, problems);
        PoolSettings.check(settings.pool(), problems);
    }

    private static void checkAddress(MySqlSettings settings, SettingProblems problems) {
        String host = settings.host();
        if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            problems.problem(
                    "host",
                    "must be one host name or address, was '" + host + "'",
                    "Put the port into port, the database into schema and everything else into extra");
        }
        if (settings.schema() != null && NO_DATABASE.matcher(settings.schema()).find()) {
            problems.problem(
                    "schema",
                    "must be the name of a database, was '" + settings.schema() + "'",
                    "Put everything else into extra");
        }
    }

    private static void checkWords(MySqlSettings settings, SettingProblems problems) {
        Cursor.check(settings.cursor(), problems);
        if (settings.charset() != null && Charsets.java(settings.charset()).isEmpty()) {
            problems.problem(
                    "extra.charset",
                    "'" + settings.charset() + "' is no character set of MySQL that Java has",
                    "Remove the line to use utf8mb4");
        }
        if (settings.timeZone() != null && !isZone(settings.timeZone())) {
            problems.problem(
                    "extra.wadi.time_zone",
                    "'" + settings.timeZone() + "' is no time zone",
                    "Use UTC, an offset such as +02:00, or a name such as Europe/Berlin");
        }
    }

    private static boolean isZone(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public OpenConnection open(MySqlSettings settings, ConnectionContext context) {
        try {
            TlsStores stores = new TlsStores(Tls.of(settings));
            MySqlSource source = new MySqlSource(context.connId(), settings, stores);
            return new MySqlConnection(
                    context,
                    new JdbcDatabase(source, MySqlSource.where(settings), settings.pool()),
                    settings.timeZone() == null ? null : ZoneId.of(settings.timeZone()));
        } catch (IOException e) {
            throw new ConnectionException(context.connId(), String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            throw new IllegalStateException(e); // the driver's constructor declares it and does not throw it
        }
    }
}
