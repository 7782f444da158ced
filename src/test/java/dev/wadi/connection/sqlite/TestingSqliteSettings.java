package dev.wadi.connection.sqlite;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of which a test says the least. */
final class TestingSqliteSettings {

    private TestingSqliteSettings() {}

    static SqliteSettings of(@Nullable String host, @Nullable String schema, @Nullable OpenMode mode) {
        return new SqliteSettings(host, schema, mode, null, null, null, null, null, Duration.ofSeconds(5), false, null);
    }

    static SqliteSettings of(@Nullable String host) {
        return of(host, null, null);
    }
}
