package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.jspecify.annotations.Nullable;

/**
 * Redis. Camel's {@code spring-redis} takes a host and a port; whatever else there is would need a Java object. A file with
 * a password is accepted, because Airflow's files have one, and is not opened, because the password would not be sent.
 */
public final class RedisType implements ConnectionType<RedisSettings> {

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String title() {
        return "Redis";
    }

    @Override
    public Class<RedisSettings> settings() {
        return RedisSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Component.class));
    }

    @Override
    public void check(RedisSettings settings, SettingProblems problems) {
        Hosts.check(settings.host(), problems);
        String impossible = impossible(settings);
        if (impossible != null) {
            problems.warning(
                    impossible.equals("db") || impossible.equals("ssl") ? "extra." + impossible : impossible,
                    "Camel's spring-redis cannot use it, so the connection will not open",
                    "Leave it for Airflow, or reach the server another way");
        }
    }

    private static @Nullable String impossible(RedisSettings settings) {
        if (settings.password() != null) {
            return "password";
        }
        if (settings.login() != null) {
            return "login";
        }
        if (settings.ssl()) {
            return "ssl";
        }
        return settings.db() == 0 ? null : "db";
    }

    @Override
    public OpenConnection open(RedisSettings settings, ConnectionContext context) {
        var model = ComponentCatalogue.find("spring-redis").orElseThrow();
        Map<String, Object> values =
                Map.of("host", Hosts.inUri(settings.host()), "port", Integer.toString(settings.port()));
        Tcp.Address address = new Tcp.Address(Hosts.bare(settings.host()), settings.port());
        var connection = ComponentConnection.open(context, model, values, new RedisTrial(address));
        String impossible = impossible(settings);
        if (impossible != null) {
            throw new ConnectionException(
                    context.connId(), "Camel's spring-redis cannot use '" + impossible + "'", null);
        }
        return connection;
    }
}
