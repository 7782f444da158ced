package dev.wadi.connection;

import java.time.Instant;

/**
 * How a connection is.
 *
 * @param definition what the files say
 * @param state whether it can be used
 * @param reason why it cannot, or why the version before is in use; empty when it is open
 * @param since when it came into this state
 */
public record ConnectionStatus(ConnectionDefinition definition, State state, String reason, Instant since) {

    /** Whether it can be used. */
    public enum State {
        /** It is open. That says nothing of the server, which may be down. */
        OPEN,
        /** The version before is in use, because the one that is written cannot be. */
        DEGRADED,
        /** It could not be opened. */
        FAILING,
        /** Its type has no form here; it is kept and exported. */
        OPAQUE
    }

    /** The same of what the files say now. */
    ConnectionStatus of(ConnectionDefinition now) {
        return new ConnectionStatus(now, state, reason, since);
    }
}
