package dev.wadi.connection;

import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;

/**
 * A connection that was opened.
 *
 * @param settings those of its type, with placeholders resolved
 */
record OpenedConnection(ConnectionType<?> type, Record settings, OpenConnection open) {

    /** Names the type only: settings hold secrets. */
    @Override
    public String toString() {
        return "OpenedConnection[" + type.name() + "]";
    }
}
