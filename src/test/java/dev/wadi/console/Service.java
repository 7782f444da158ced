package dev.wadi.console;

import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A service on folders of its own, without an API until one is asked for. */
final class Service implements AutoCloseable {

    private final Path home;
    private final Map<String, String> environment;
    private final Engine engine;

    private Service(Path home, Map<String, String> environment) throws Exception {
        this.home = home;
        this.environment = environment;
        this.engine = Engine.of(Workspace.of(settings(Map.of()), environment)).start();
    }

    static Service start(Path home, Map<String, String> environment) throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        return new Service(home, environment);
    }

    Engine engine() {
        return engine;
    }

    /** The settings, with some of one's own. */
    Settings settings(Map<String, String> own) {
        Map<String, String> flags = new HashMap<>(Map.of(
                "wadi.connections",
                home.resolve("connections").toString(),
                "wadi.routes",
                home.resolve("routes").toString(),
                "wadi.state",
                home.resolve("state").toString(),
                "wadi.port",
                "0",
                "wadi.api.port",
                "0"));
        flags.putAll(own);
        return Settings.read(flags, environment);
    }

    ApiServer api(Map<String, String> own) {
        return ApiServer.start(engine, settings(own));
    }

    @Override
    public void close() {
        engine.close();
    }
}
