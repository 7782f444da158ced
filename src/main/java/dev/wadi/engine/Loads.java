package dev.wadi.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * How often the files were read.
 *
 * @param reloads how often, after the start
 * @param lastGood when all files were in use as they were written; empty when that never was
 */
public record Loads(long reloads, Optional<Instant> lastGood) {

    /** At the start. */
    static Loads first(boolean isGood) {
        return new Loads(0, Optional.of(Instant.now()).filter(now -> isGood));
    }

    Loads again(boolean isGood) {
        return new Loads(reloads + 1, isGood ? Optional.of(Instant.now()) : lastGood);
    }
}
