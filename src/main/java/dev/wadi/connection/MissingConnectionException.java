package dev.wadi.connection;

import dev.wadi.spi.ConnectionException;

/** There is no version of a connection that could be used: it is not defined, or could not be opened. */
public final class MissingConnectionException extends ConnectionException {

    private static final long serialVersionUID = 1L;

    MissingConnectionException(String connId, String why) {
        super(connId, why, null);
    }
}
