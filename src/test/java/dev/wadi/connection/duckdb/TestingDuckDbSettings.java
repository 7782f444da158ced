package dev.wadi.connection.duckdb;

import org.jspecify.annotations.Nullable;

/** Settings of which a test says the least. */
final class TestingDuckDbSettings {

    private TestingDuckDbSettings() {}

    static DuckDbSettings of(@Nullable String host) {
        return of(host, AccessMode.AUTOMATIC);
    }

    static DuckDbSettings of(@Nullable String host, AccessMode mode) {
        return new DuckDbSettings(host, null, mode, null, null, null, null, null, false, null);
    }
}
