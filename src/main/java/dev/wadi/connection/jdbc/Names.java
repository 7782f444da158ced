package dev.wadi.connection.jdbc;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names of columns. */
public final class Names {

    private Names() {}

    /** The name itself, or the only one that differs from it in case alone. */
    public static Optional<String> find(String wanted, Collection<String> names) {
        if (names.contains(wanted)) {
            return Optional.of(wanted);
        }
        List<String> alike = names.stream().filter(wanted::equalsIgnoreCase).toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    /**
     * Checks that a query's columns can be told apart.
     *
     * @throws IllegalArgumentException when two have one name
     */
    public static void mustDiffer(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "the query has two columns '" + name + "'. Give one of them another name with AS");
            }
        }
    }
}
