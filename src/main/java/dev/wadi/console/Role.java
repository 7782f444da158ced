package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a caller may do; each may do what those before it may. */
enum Role {
    /** Has not said who it is: may know whether the service lives. */
    NOBODY,
    /** Reads, and is shown no secret. */
    VIEWER,
    /** Changes, tests and runs. */
    EDITOR;

    boolean mayDo(Role needed) {
        return compareTo(needed) >= 0;
    }

    @JsonValue
    String word() {
        return ServiceStatus.word(this);
    }
}
