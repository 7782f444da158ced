package dev.wadi.pipeline;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The ids of runs: in the order of time, readable, and unique across processes. */
final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private static final SecureRandom RANDOM = new SecureRandom();

    private RunIds() {}

    /** A new id, such as {@code 20261121-060000-k3f9q2}. */
    static String next() {
        String random = Long.toString(RANDOM.nextLong(36L * 36 * 36 * 36 * 36 * 36), 36);
        return TIME.format(Instant.now()) + "-" + "0".repeat(6 - random.length()) + random;
    }
}
