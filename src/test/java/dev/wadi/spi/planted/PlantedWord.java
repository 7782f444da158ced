package dev.wadi.spi.planted;

import dev.wadi.config.Place;

/** Breaks a rule on purpose, so that the tests of the architecture are seen to fail. */
final class PlantedWord {

    private PlantedWord() {}

    /** {@code spi} sees nothing of Wadi. */
    static String seesConfig() {
        return Place.of("x").file();
    }
}
