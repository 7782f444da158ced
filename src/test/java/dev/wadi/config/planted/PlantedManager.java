package dev.wadi.config.planted;

import dev.wadi.connection.planted.PlantedType;
import java.util.logging.Logger;
import org.apache.camel.CamelContext;

/** Breaks rules on purpose, so that the tests of the architecture are seen to fail. */
public final class PlantedManager {

    private PlantedManager() {}

    /** {@code config} sees neither Camel nor a connection type, and Wadi has one log. */
    static String seesMuch(CamelContext context) {
        Logger.getLogger("x").info("y");
        return context.getName() + PlantedType.seesConfig();
    }
}
