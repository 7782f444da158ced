package dev.wadi.connection.planted;

import dev.wadi.config.Place;
import dev.wadi.config.planted.PlantedManager;

/** Breaks rules on purpose, so that the tests of the architecture are seen to fail. */
public final class PlantedType {

    private PlantedType() {}

    /** A type may not see {@code config}, and this closes a cycle. */
    public static String seesConfig() {
        return Place.of(PlantedManager.class.getName()).file();
    }

    /** Only commands print. */
    static void prints() {
        System.out.println("x");
    }

    /** Nobody sleeps. */
    static void sleeps() throws InterruptedException {
        Thread.sleep(0);
    }
}
