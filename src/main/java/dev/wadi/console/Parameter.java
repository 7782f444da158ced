package dev.wadi.console;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a call beside those in its path, which are required texts.
 *
 * @param type as in JSON Schema: {@code string}, {@code integer} or {@code boolean}
 * @param otherwise what is taken when it is absent; null when that is nothing
 * @param isRepeated whether it may be given more than once
 */
record Parameter(String name, In in, String type, @Nullable Object otherwise, boolean isRepeated, String description) {

    /** Where it stands. */
    enum In {
        QUERY,
        HEADER
    }

    static Parameter text(String name, String description) {
        return new Parameter(name, In.QUERY, "string", null, false, description);
    }

    static Parameter texts(String name, String description) {
        return new Parameter(name, In.QUERY, "string", null, true, description);
    }

    static Parameter number(String name, int otherwise, String description) {
        return new Parameter(name, In.QUERY, "integer", otherwise, false, description);
    }

    static Parameter header(String name, String description) {
        return new Parameter(name, In.HEADER, "string", null, false, description);
    }
}
