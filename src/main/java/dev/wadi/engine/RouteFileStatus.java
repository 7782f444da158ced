package dev.wadi.engine;

import dev.wadi.config.Problem;
import java.time.Instant;
import java.util.List;

/**
 * How a file of routes is.
 *
 * @param file its path as the user would name it
 * @param state what became of it
 * @param routes the ids of its routes that run, in their order; those of its last good version when it is none itself
 * @param waitingFor the {@code conn_id}s that it names and that do not exist
 * @param problems what is wrong with it, warnings among them
 * @param since when it came into this state
 */
public record RouteFileStatus(
        String file, State state, List<String> routes, List<String> waitingFor, List<Problem> problems, Instant since) {

    /** What became of a file. */
    public enum State {
        /** Its routes run. */
        LOADED,
        /** It names connections that do not exist; it starts when they do. */
        WAITING,
        /** Its routes cannot start because an outside system fails; they are tried again. */
        FAILING,
        /** It is wrong and was not loaded. */
        REJECTED
    }
}
