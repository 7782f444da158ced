package dev.wadi.connection.postgres;

import java.util.Locale;

/** Whether something that the server may offer is used. */
enum Willingness {
    DISABLE,
    PREFER,
    REQUIRE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
