package dev.wadi.console.browser;

import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service on folders of its own, and the address of its pages. */
final class Site implements AutoCloseable {

    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> flags = new HashMap<>();
    private @Nullable Engine engine;
    private @Nullable ApiServer api;

    Site(Path home) {
        this.home = home;
        flags.put("wadi.connections", home.resolve("connections").toString());
        flags.put("wadi.routes", home.resolve("routes").toString());
        flags.put("wadi.plugins", home.resolve("plugins").toString());
        flags.put("wadi.state", home.resolve("state").toString());
        flags.put("wadi.port", "0");
        flags.put("wadi.api.port", "0");
        try {
            Files.createDirectories(home.resolve("connections"));
            Files.createDirectories(home.resolve("routes"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file, at once as a whole, as editors do. */
    Site file(String name, String text) {
        try {
            Path written = Files.writeString(home.resolve("written"), text);
            Files.move(written, home.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String read(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path home() {
        return home;
    }

    Site variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Site setting(String name, String value) {
        flags.put(name, value);
        return this;
    }

    Site start() throws Exception {
        engine = Engine.of(Workspace.of(settings(), environment)).start();
        return serve();
    }

    /** Serves the API and the pages; on the port of last time, when there was one. */
    Site serve() {
        api = ApiServer.start(engine(), settings());
        flags.put("wadi.api.port", Integer.toString(api.port()));
        return this;
    }

    /** Stops serving; the engine goes on. */
    void hush() {
        if (api != null) {
            api.close();
        }
        api = null;
    }

    private Settings settings() {
        return Settings.read(flags, environment);
    }

    Engine engine() {
        if (engine == null) {
            throw new IllegalStateException("not started");
        }
        return engine;
    }

    /** The address of a page, such as {@code /connections/my_pg}. */
    String page(String name) {
        return "http://localhost:" + flags.get("wadi.api.port") + "/#" + name;
    }

    @Override
    public void close() {
        hush();
        if (engine != null) {
            engine.close();
        }
    }
}
