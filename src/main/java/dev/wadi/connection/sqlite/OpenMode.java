package dev.wadi.connection.sqlite;

import java.util.Locale;

/** How SQLite opens a file: to read, to read and write, the same and create it, or in memory. */
enum OpenMode {
    RO,
    RW,
    RWC,
    MEMORY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
