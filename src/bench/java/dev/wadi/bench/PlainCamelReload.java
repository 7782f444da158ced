package dev.wadi.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.apache.camel.main.Main;
import org.slf4j.LoggerFactory;

/** What a live change is compared with: camel-main with a folder of YAML routes that it reloads. */
final class PlainCamelReload {

    private PlainCamelReload() {}

    /** Arguments: the folder, and the port of HTTP. */
    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger("org.apache.camel")).setLevel(Level.INFO);
        Main main = new Main();
        main.addInitialProperty("camel.main.name", "plain");
        main.addInitialProperty("camel.main.routesIncludePattern", "file:" + arguments[0] + "/*.yaml");
        main.addInitialProperty("camel.main.routesReloadEnabled", "true");
        main.addInitialProperty("camel.main.routesReloadDirectory", arguments[0]);
        main.addInitialProperty("camel.main.routesReloadPattern", "*.yaml");
        main.addInitialProperty("camel.main.routesReloadRemoveAllRoutes", "false");
        main.addInitialProperty("camel.main.shutdownTimeout", "10");
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.port", arguments[1]);
        main.run();
    }
}
