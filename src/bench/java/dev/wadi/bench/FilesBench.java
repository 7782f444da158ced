package dev.wadi.bench;

import dev.wadi.engine.Engine;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.RouteFileStatus;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Validation;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Checks and starts 250, 500 and 1,000 connection files and as many route files: the time for a file should not grow. */
final class FilesBench {

    private FilesBench() {}

    public static void main(String[] arguments) throws Exception {
        measure(100); // the first one loads the classes
        for (int files : new int[] {250, 500, 1_000}) {
            measure(files);
        }
    }

    private static void measure(int files) throws Exception {
        Workspace workspace = Workspace.of(settings(write(files)), Map.of());
        long begin = System.nanoTime();
        Validation validation = Validation.of(workspace);
        double check = (System.nanoTime() - begin) / 1e6;
        if (validation.hasErrors()) {
            throw new IllegalStateException(validation.problems().toString());
        }
        begin = System.nanoTime();
        try (Engine engine = Engine.of(workspace).start()) {
            double start = (System.nanoTime() - begin) / 1e6;
            requireLoaded(engine.status(), files);
            System.out.printf(
                    "%5d connection and route files: check %6.0f ms (%.2f ms each), start %6.0f ms (%.2f ms each)%n",
                    files, check, check / files, start, start / files);
        }
    }

    private static void requireLoaded(EngineStatus status, int files) {
        long loaded = status.files().stream()
                .filter(file -> file.state() == RouteFileStatus.State.LOADED)
                .count();
        if (loaded != files || status.connections().size() != files) {
            throw new IllegalStateException("loaded " + loaded + " of " + files);
        }
    }

    private static Settings settings(Path home) {
        return Settings.read(
                Map.of(
                        "wadi.connections", home.resolve("connections").toString(),
                        "wadi.routes", home.resolve("routes").toString()),
                Map.of());
    }

    private static Path write(int files) throws IOException {
        Path home = Files.createTempDirectory("wadi-files");
        Path connections = Files.createDirectories(home.resolve("connections"));
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (int i = 0; i < files; i++) {
            Files.writeString(
                    connections.resolve("c" + i + ".yaml"),
                    """
                    db_%d:
                      conn_type: postgres
                      host: db.example.com
                      login: app
                      password: secret-%d
                      schema: sales
                      extra: {sslmode: prefer}
                    """
                            .formatted(i, i));
            Files.writeString(
                    routes.resolve("r" + i + ".yaml"),
                    """
                    - from:
                        uri: direct:r%d
                        steps:
                          - to: {uri: "conn:db_%d/select 1"}
                          - to: {uri: "log:r%d"}
                    """
                            .formatted(i, i, i));
        }
        return home;
    }
}
