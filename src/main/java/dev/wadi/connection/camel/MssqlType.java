package dev.wadi.connection.camel;

import dev.wadi.connection.jdbc.DriverSource;
import dev.wadi.connection.jdbc.JdbcBeans;
import dev.wadi.connection.jdbc.JdbcConnection;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.PluginArtifacts;
import dev.wadi.spi.SettingProblems;
import java.sql.Driver;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Microsoft SQL Server. Its driver does not come with Wadi. */
public final class MssqlType implements ConnectionType<MssqlSettings> {

    private static final String DRIVER = "com.microsoft.sqlserver.jdbc.SQLServerDriver";
    private static final String ARTIFACT = PluginArtifacts.coordinates("com.microsoft.sqlserver", "mssql-jdbc");
    private static final Map<String, String> ENCRYPT = Map.of(
            "true", "true", "yes", "true", "on", "true", "require", "true", "false", "false", "no", "false", "off",
            "false", "strict", "strict");

    @Override
    public String name() {
        return "mssql";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("sqlserver");
    }

    @Override
    public String title() {
        return "Microsoft SQL Server";
    }

    @Override
    public Class<MssqlSettings> settings() {
        return MssqlSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return JdbcBeans.all();
    }

    @Override
    public void check(MssqlSettings settings, SettingProblems problems) {
        Hosts.check(settings.host(), problems);
        if (encrypt(settings) == null) {
            problems.problem(
                    "extra.encrypt",
                    "must be true, false or strict, was '" + settings.encrypt() + "'",
                    "Remove the line to use true");
        }
        if (settings.trustServerCertificate()) {
            problems.warning(
                    "extra.trust_server_certificate",
                    "the server's certificate is not checked",
                    "Remove it, and let the JDK trust the server's authority");
        }
        PoolSettings.check(settings.pool(), problems);
    }

    private static @Nullable String encrypt(MssqlSettings settings) {
        return ENCRYPT.get(settings.encrypt().toLowerCase(Locale.ROOT));
    }

    @Override
    public OpenConnection open(MssqlSettings settings, ConnectionContext context) {
        Map<String, String> properties = properties(settings);
        // Whatever stands in a URL of this driver wins over the properties, so nothing does
        DriverSource source = new DriverSource(
                driver(context.connId()), "jdbc:sqlserver://", properties, timeout -> limits(settings, timeout));
        String where = new Tcp.Address(Hosts.bare(settings.host()), settings.port()).toString();
        return new JdbcConnection(context, new JdbcDatabase(source, where, settings.pool()));
    }

    static Map<String, String> properties(MssqlSettings settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("serverName", Hosts.bare(settings.host()));
        properties.put("portNumber", Integer.toString(settings.port()));
        properties.put("encrypt", String.valueOf(encrypt(settings)));
        properties.put("trustServerCertificate", Boolean.toString(settings.trustServerCertificate()));
        properties.put("applicationName", settings.appName());
        properties.put("queryTimeout", settings.timeout().isZero() ? "-1" : seconds(settings.timeout()));
        properties.put("loginTimeout", seconds(settings.loginTimeout()));
        if (settings.login() != null) {
            properties.put("user", settings.login());
        }
        if (settings.password() != null) {
            properties.put("password", settings.password());
        }
        if (settings.schema() != null) {
            properties.put("databaseName", settings.schema());
        }
        if (settings.hostNameInCertificate() != null) {
            properties.put("hostNameInCertificate", settings.hostNameInCertificate());
        }
        return properties;
    }

    private static Map<String, String> limits(MssqlSettings settings, Duration timeout) {
        Duration least = timeout.compareTo(settings.loginTimeout()) < 0 ? timeout : settings.loginTimeout();
        return Map.of("loginTimeout", seconds(least), "socketTimeout", Long.toString(timeout.toMillis()));
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }

    private static Driver driver(String connId) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = ofThread == null ? MssqlType.class.getClassLoader() : ofThread;
        try {
            return Class.forName(DRIVER, true, loader)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new ConnectionException(
                    connId, "the driver of SQL Server is not on the class path. Put " + ARTIFACT + " into plugins/", e);
        }
    }
}
