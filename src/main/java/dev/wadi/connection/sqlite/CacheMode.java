package dev.wadi.connection.sqlite;

import java.util.Locale;

/** Whether connections share a cache of pages. */
enum CacheMode {
    SHARED,
    PRIVATE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
