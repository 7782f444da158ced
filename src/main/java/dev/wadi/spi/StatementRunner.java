package dev.wadi.spi;

import java.util.Optional;

/** An open connection that runs statements of its system's own language. */
public interface StatementRunner {

    /**
     * Runs the stage's query.
     *
     * @return the result's rows, which the caller closes, if there are any
     */
    Optional<BatchReader> statement(Stage stage) throws Exception;
}
