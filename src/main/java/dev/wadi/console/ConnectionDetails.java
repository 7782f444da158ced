package dev.wadi.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.config.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Wadi knows of a connection beyond Airflow's fields.
 *
 * @param state {@code open}, {@code degraded}, {@code failing}, {@code missing} or {@code opaque}
 * @param reason why it cannot be used, or why an older version is; empty when it is open
 * @param since when it came into this state
 * @param source {@code file} or {@code environment}; empty when it is missing
 * @param file the file, or the name of the variable
 * @param line from 1; 0 when the file as a whole is meant
 * @param writable whether it can be changed here
 * @param whyNotWritable empty when it can
 * @param shadows the place in a file over which a variable wins; null when there is none
 * @param users how many places in files of routes use it
 * @param mayUse how many more may use it
 * @param lastTest the last test that somebody asked for since the start; null when nobody did
 * @param version what an edit names by {@code If-Match}, so that it changes what was seen and nothing else
 * @param problems what is wrong with it, warnings too
 */
@JsonNaming(SnakeCaseStrategy.class)
record ConnectionDetails(
        String state,
        String reason,
        String since,
        String source,
        String file,
        int line,
        int column,
        boolean writable,
        String whyNotWritable,
        @Nullable Spot shadows,
        int users,
        int mayUse,
        @Nullable LastTest lastTest,
        String version,
        List<Found> problems) {

    /** A place in a file. */
    record Spot(String file, int line) {}

    /**
     * How a test went.
     *
     * @param at when it ended
     * @param status whether it succeeded
     */
    record LastTest(String at, boolean status, String message, long milliseconds) {}

    /**
     * Something wrong.
     *
     * @param severity {@code error} or {@code warning}
     * @param path where in the connection, such as {@code host} or {@code extra.sslmode}; empty for all of it
     */
    record Found(String severity, String path, String what, String fix, int line, int column) {

        /** @param connId the connection, which the paths of its problems begin with */
        static Found of(String connId, Problem problem) {
            return new Found(
                    ServiceStatus.word(problem.severity()),
                    inside(connId, problem.path()),
                    problem.what(),
                    problem.fix(),
                    problem.place().line(),
                    problem.place().column());
        }

        static String inside(String connId, String path) {
            if (path.equals(connId)) {
                return "";
            }
            return path.startsWith(connId + ".") ? path.substring(connId.length() + 1) : path;
        }
    }
}
