package dev.wadi.connection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names for connections that have none in their file: the given one, then it with {@code _2}, {@code _3}. */
final class GivenIds {

    private final @Nullable String first;
    private final boolean required;
    private int given;

    /** @param required whether there is no name when none was given; else it is the one that Airflow's hook looks for */
    GivenIds(@Nullable String first, boolean required) {
        this.first = first;
        this.required = required;
    }

    /** The next name; empty when somebody must give one. */
    Optional<String> next() {
        if (first == null && required) {
            return Optional.empty();
        }
        String name = first == null ? "package_index_default" : first;
        given++;
        return Optional.of(given == 1 ? name : name + "_" + given);
    }
}
