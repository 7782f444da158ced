package dev.wadi.spi;

import org.jspecify.annotations.Nullable;

/**
 * The outside world failed: a server did not answer, refused, or a file that a connection names cannot be used. The
 * message says which connection, what was tried and what to do, and holds no secret.
 */
public class ConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String connId;
    private final String what;

    /**
     * @param connId the connection that failed
     * @param what what went wrong, without a full stop; the connection's id is put before it
     * @param cause the driver's exception; its message is not repeated unless {@code what} holds it
     */
    public ConnectionException(String connId, String what, @Nullable Throwable cause) {
        super("connection '" + connId + "': " + what, cause);
        this.connId = connId;
        this.what = what;
    }

    /** What went wrong, without the connection's id. */
    public String what() {
        return what;
    }

    /** The connection that failed. */
    public String connId() {
        return connId;
    }
}
