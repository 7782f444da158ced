package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.testing.TestingPostgres;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings for tests: the database {@code sales} of the shared server, and what a test changes of them. */
final class TestingPostgresSettings {

    private final Map<String, @Nullable Object> values = new HashMap<>();

    TestingPostgresSettings() {
        set("host", "localhost").set("port", TestingPostgres.shared().port());
        set("login", TestingPostgres.USER)
                .set("password", TestingPostgres.PASSWORD)
                .set("schema", "sales");
        set("sslmode", SslMode.PREFER).set("channelBinding", Willingness.PREFER).set("gssencmode", Willingness.DISABLE);
        set("keepalives", true).set("iam", false);
        set("keepalivesIdle", 60).set("keepalivesInterval", 10).set("keepalivesCount", 6);
        set("targetSessionAttrs", SessionAttributes.ANY).set("loadBalanceHosts", HostOrder.DISABLE);
    }

    TestingPostgresSettings set(String component, @Nullable Object value) {
        values.put(component, value);
        return this;
    }

    TestingPostgresSettings host(String host) {
        return set("host", host);
    }

    TestingPostgresSettings port(int port) {
        return set("port", port);
    }

    TestingPostgresSettings password(@Nullable String password) {
        return set("password", password);
    }

    TestingPostgresSettings pool(PoolSettings pool) {
        return set("pool", pool);
    }

    PostgresSettings build() {
        RecordComponent[] components = PostgresSettings.class.getRecordComponents();
        try {
            Constructor<PostgresSettings> constructor = PostgresSettings.class.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(
                    Arrays.stream(components).map(c -> values.get(c.getName())).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
