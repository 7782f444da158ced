package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.Engine;
import dev.wadi.engine.PipelineFiles;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import dev.wadi.pipeline.RunListener;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.pipeline.ShownStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The route that {@code wadi compile} prints does what its pipeline does, for every pipeline in {@code routes/}. */
class CompiledExamplesIT {

    @TempDir
    private Path home;

    static List<String> pipelines() throws IOException {
        Workspace workspace = workspace(Path.of(""));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !PipelineFiles.ids(workspace, file).isEmpty())
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Workspace workspace(Path home) {
        Map<String, String> flags = Map.of(
                "wadi.connections", home.resolve("connections").toString(),
                "wadi.routes", home.resolve("routes").toString(),
                "wadi.plugins", home.resolve("plugins").toString());
        return Workspace.of(Settings.read(flags, Map.of()), Map.of());
    }

    /** What a run did: its rows, what it showed, and what the files and tables hold that it wrote. */
    private record Done(List<String> rows, List<String> shown, Map<String, String> out) {}

    @ParameterizedTest
    @MethodSource("pipelines")
    void theCompiledRouteDoesTheSame(String name) throws Exception {
        Path example = Path.of("routes").resolve(name);
        Done first = run(home.resolve("pipeline"), name, Files.readString(example));
        String compiled = PipelineFiles.compile(workspace(Path.of("")), example).route();
        Done second = run(home.resolve("compiled"), "compiled.yaml", compiled);
        assertThat(first.rows()).isNotEmpty();
        assertThat(first.out()).isNotEmpty();
        assertThat(second).isEqualTo(first);
    }

    private static Done run(Path folder, String name, String text) throws Exception {
        Path data = Files.createDirectories(folder.resolve("routes/data"));
        try (Stream<Path> files = Files.list(Path.of("routes/data"))) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
        // The examples' folders are below the one in which the process was started; here they are below this test's.
        String connections = Files.readString(Path.of("connections/shop.yaml"))
                .replace("host: routes", "host: " + folder.resolve("routes"))
                .replace("host: out", "host: " + folder.resolve("out"));
        Files.writeString(Files.createDirectories(folder.resolve("connections")).resolve("shop.yaml"), connections);
        Path file = Files.writeString(folder.resolve("routes").resolve(name), text);
        Workspace workspace = workspace(folder);
        List<String> shown = new ArrayList<>();
        try (Engine engine = Engine.once(workspace, List.of(file))) {
            engine.start();
            engine.pipelines().listener(new Remembered(shown));
            RunReport report =
                    engine.pipelines().run(PipelineFiles.ids(workspace, file).get(0), RunRequest.byCommand(Map.of()));
            assertThat(report.error()).isNull();
            List<String> rows = report.stages().stream()
                    .map(stage -> stage.name() + " " + stage.kind() + " " + stage.rows())
                    .toList();
            return new Done(rows, shown, written(folder.resolve("out")));
        }
    }

    private static Map<String, String> written(Path out) throws IOException {
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = out.relativize(file).toString();
                boolean hasIdOfRun = name.endsWith(".db") || name.startsWith(".");
                written.put(name, hasIdOfRun ? "" : Files.readString(file));
            }
        }
        return written;
    }

    private record Remembered(List<String> texts) implements RunListener {
        @Override
        public void shows(ShownStage shown) {
            texts.add(shown.stage() + " " + shown.columns());
            shown.rows().ifPresent(rows -> rows.forEachRemaining(row -> texts.add(row.toString())));
        }
    }
}
