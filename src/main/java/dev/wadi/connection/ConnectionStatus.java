package dev.wadi.connection;

import java.time.Instant;

/**
 * How a connection is.
 *
 * @param definition what the files say
 * @param state whether it can be used
 * @param reason why it cannot; empty when it is open
 * @param since when it came into this state
 */
public record ConnectionStatus(ConnectionDefinition definition, State state, String reason, Instant since) {

    /** Whether it can be used. */
    public enum State {
        /** It is open. That says nothing of the server, which may be down. */
        OPEN,
        /** It could not be opened. */
        FAILING,
        /** Its type has no form here; it is kept and exported. */
        OPAQUE
    }
}
