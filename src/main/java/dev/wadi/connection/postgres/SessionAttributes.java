package dev.wadi.connection.postgres;

import java.util.Locale;

/** Which of several servers is wanted, in libpq's words, and what the driver calls it. */
enum SessionAttributes {
    ANY("any"),
    READ_WRITE("primary"), // the driver tells a primary by its taking writes
    READ_ONLY("secondary"),
    PRIMARY("primary"),
    STANDBY("secondary"),
    PREFER_STANDBY("preferSecondary");

    private final String targetServerType;

    SessionAttributes(String targetServerType) {
        this.targetServerType = targetServerType;
    }

    String targetServerType() {
        return targetServerType;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
