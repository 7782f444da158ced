package dev.wadi.connection;

import dev.wadi.config.Problem;
import java.util.List;

/**
 * One file of connections as it was read.
 *
 * @param name the file as the user named it
 * @param definitions what it defines, in its order; empty when anything in it must be mended
 * @param problems all of them, by place; warnings too
 */
public record ConnectionFile(String name, List<ConnectionDefinition> definitions, List<Problem> problems) {

    public ConnectionFile {
        definitions = problems.stream().anyMatch(Problem::isError) ? List.of() : List.copyOf(definitions);
        problems = List.copyOf(problems);
    }

    /** Whether anything in it must be mended, so that it defines nothing. */
    public boolean isRejected() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
