package dev.wadi.connection.mysql;

import com.mysql.cj.jdbc.Driver;
import dev.wadi.connection.jdbc.DriverSource;
import dev.wadi.connection.jdbc.JdbcSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Connections of Connector/J. Everything but the address is a property and has been named here. */
final class MySqlSource implements JdbcSource {

    private static final String ROWS_OF_A_PORTION = "1000";

    private final TlsStores stores;
    private final DriverSource connections;

    MySqlSource(String connId, MySqlSettings settings, TlsStores stores) throws SQLException {
        this.stores = stores;
        Map<String, String> properties = properties(settings);
        properties.putAll(stores.properties());
        // For who looks at the sessions of the server; the driver gives , and : a meaning.
        properties.put("connectionAttributes", "program_name:wadi " + connId.replaceAll("[^\\w.-]", "_"));
        this.connections = new DriverSource(new Driver(), url(settings), properties, MySqlSource::limits);
    }

    private static String url(MySqlSettings settings) {
        String database = settings.schema() == null ? "" : URLEncoder.encode(settings.schema(), StandardCharsets.UTF_8);
        return "jdbc:mysql://" + where(settings) + "/" + database;
    }

    /** {@code db.example.com:3306}, {@code [::1]:3306}. */
    static String where(MySqlSettings settings) {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return host + ":" + settings.port();
    }

    static Map<String, String> properties(MySqlSettings settings) {
        Map<String, String> properties = new TreeMap<>(defaults());
        if (settings.login() != null) {
            properties.put("user", settings.login());
        }
        properties.put("password", settings.password() == null ? "" : settings.password());
        if (settings.charset() != null) {
            Charsets.java(settings.charset()).ifPresent(name -> properties.put("characterEncoding", name));
        }
        if (Cursor.isOnServer(settings.cursor())) {
            properties.put("useCursorFetch", "true");
            properties.put("defaultFetchSize", ROWS_OF_A_PORTION);
        }
        if (settings.timeZone() != null) {
            properties.put("connectionTimeZone", settings.timeZone());
            properties.put("forceConnectionTimeZoneToSession", "true");
        }
        Tls tls = Tls.of(settings);
        properties.put("sslMode", tls.mode().name());
        if (tls.ciphers() != null) {
            properties.put("tlsCiphersuites", Ciphers.toJava(tls.ciphers()));
        }
        return properties;
    }

    private static Map<String, String> defaults() {
        return Map.of(
                // A server may ask its client for any file: S-04. Sinks send rows by the same words, from a stream; for
                // that the driver has to be told a folder, here one that cannot be.
                "allowLoadLocalInfile", "false",
                "allowLoadLocalInfileInPath", "/dev/null/none",
                "allowUrlInLocalInfile", "false",
                // The password itself to whoever has any certificate; MySQL's own clients do not by default either.
                "disabledAuthenticationPlugins", "mysql_clear_password",
                // Not that of charset: servers compare passwords in their own.
                "passwordCharacterEncoding", "UTF-8",
                // 0000-00-00 is NULL, as it is None to Airflow's drivers; the driver would fail.
                "zeroDateTimeBehavior", "CONVERT_TO_NULL",
                // A YEAR is a number, as to Airflow's drivers; the driver would make it the first of January.
                "yearIsDateType", "false",
                "tcpKeepAlive", "true",
                "socketFactory", KeepAliveSockets.class.getName());
    }

    private static Map<String, String> limits(Duration timeout) {
        String millis = String.valueOf(timeout.toMillis());
        return Map.of("connectTimeout", millis, "socketTimeout", millis);
    }

    @Override
    public Connection connect(Duration timeout) throws SQLException {
        return connections.connect(timeout);
    }

    @Override
    public Connection probe(Duration timeout) throws SQLException {
        return connections.probe(timeout);
    }

    @Override
    public void close() {
        stores.close();
    }

    @Override
    public String toString() {
        return connections.toString();
    }
}
