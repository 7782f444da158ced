package dev.wadi.connection.postgres;

import java.util.Locale;

/** In which order several hosts are tried. */
enum HostOrder {
    DISABLE,
    RANDOM;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
