package dev.wadi.engine;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A connection that routes name and that is not defined, or not any more.
 *
 * @param since since when it is missed
 * @param users where it is named
 */
public record MissingConnection(String connId, Instant since, List<ConnectionUsage> users) {

    public MissingConnection {
        users = List.copyOf(users);
    }

    /** Why it matters, in one line. */
    public String reason() {
        return "it is not defined; used by "
                + users.stream().map(ConnectionUsage::user).collect(Collectors.joining(", "));
    }
}
