package dev.wadi.connection.postgres;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as properties of the driver; nothing else reaches it. */
final class PostgresProperties {

    private final PostgresSettings settings;
    private final Map<String, String> properties = new LinkedHashMap<>();

    PostgresProperties(PostgresSettings settings) {
        this.settings = settings;
    }

    Map<String, String> all(String connId) {
        Hosts hosts = Hosts.of(settings.host());
        properties.put("PGHOST", hosts.forDriver());
        properties.put("PGPORT", hosts.portsForDriver(settings.port()));
        put("PGDBNAME", settings.schema());
        put("user", settings.login());
        put("password", settings.password());
        String name = settings.applicationName();
        properties.put("ApplicationName", name == null ? "wadi " + connId : name);
        put("options", settings.options());
        put("requireAuth", settings.requireAuth());
        properties.put("targetServerType", settings.targetSessionAttrs().targetServerType());
        properties.put("loadBalanceHosts", String.valueOf(settings.loadBalanceHosts() == HostOrder.RANDOM));
        properties.put("gssEncMode", settings.gssencmode().toString());
        properties.put("channelBinding", settings.channelBinding().toString());
        putTls();
        putKeepAlive();
        return properties;
    }

    private void putTls() {
        properties.put("sslmode", settings.effectiveSslMode().toString());
        properties.put("sslfactory", TlsSocketFactory.class.getName());
        TlsFiles.of(settings).putInto(properties);
    }

    private void putKeepAlive() {
        properties.put("tcpKeepAlive", String.valueOf(settings.keepalives()));
        put(KeepAliveSocketFactory.IDLE, settings.keepalivesIdle());
        put(KeepAliveSocketFactory.INTERVAL, settings.keepalivesInterval());
        put(KeepAliveSocketFactory.COUNT, settings.keepalivesCount());
        properties.put("socketFactory", KeepAliveSocketFactory.class.getName());
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            properties.put(name, value.toString());
        }
    }

    /** What bounds connecting and each answer by a time; the driver counts most of it in seconds. */
    Map<String, String> limits(Duration timeout) {
        Duration own = settings.connectTimeout();
        Duration limit = own == null || own.isZero() || own.compareTo(timeout) > 0 ? timeout : own;
        String seconds = String.valueOf(Math.max(1, (limit.toMillis() + 999) / 1000));
        String millis = String.valueOf(Math.max(1, limit.toMillis()));
        return Map.of(
                "connectTimeout", seconds,
                "socketTimeout", seconds,
                "sslResponseTimeout", millis,
                "gssResponseTimeout", millis);
    }
}
