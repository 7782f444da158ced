package dev.wadi.connection;

import dev.wadi.config.Problem;
import java.util.List;

/**
 * One file of connections as it was read.
 *
 * @param name the file as the user named it
 * @param entries what it says, in its order, as far as it can be read; it counts only when nothing must be mended
 * @param problems all of them, by place; warnings too
 */
public record ConnectionFile(String name, List<ConnectionDefinition> entries, List<Problem> problems) {

    public ConnectionFile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** What it defines, in its order; empty when anything in it must be mended. */
    public List<ConnectionDefinition> definitions() {
        return isRejected() ? List.of() : entries;
    }

    /** Whether anything in it must be mended, so that it defines nothing. */
    public boolean isRejected() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
