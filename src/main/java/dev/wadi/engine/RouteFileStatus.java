package dev.wadi.engine;

import dev.wadi.config.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a file of routes is.
 *
 * @param file its path as the user would name it
 * @param state what became of it
 * @param reason why what it says is not in use; empty when it is
 * @param routes the ids of its routes that run, in their order; those of its last good version when it is none itself
 * @param waitingFor the {@code conn_id}s that it names and that do not exist
 * @param problems what is wrong with it, warnings among them
 * @param since when it came into this state
 * @param loadedAt when the version came into use that runs; empty when none does
 */
public record RouteFileStatus(
        String file,
        State state,
        String reason,
        List<String> routes,
        List<String> waitingFor,
        List<Problem> problems,
        Instant since,
        Optional<Instant> loadedAt) {

    /** What became of a file. */
    public enum State {
        /** Its routes run. */
        LOADED,
        /** It names connections that do not exist, or what runs must end first; it starts then. */
        WAITING,
        /** Its routes cannot start because an outside system fails. */
        FAILING,
        /** It is wrong and was not loaded. */
        REJECTED
    }

    boolean is(State wanted) {
        return state == wanted;
    }
}
