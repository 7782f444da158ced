package dev.wadi.bench;

import org.apache.camel.main.Main;

/** What Wadi is compared with: camel-main with a folder of YAML routes and nothing else. */
final class PlainCamel {

    private PlainCamel() {}

    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.main.name", "plain");
        main.addInitialProperty("camel.main.routesIncludePattern", "file:" + arguments[0] + "/*.yaml");
        main.run();
    }
}
