package dev.wadi.connection.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.PluginFolder;
import dev.wadi.testing.CustomConnectionContract;
import dev.wadi.testing.TestingPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, built by the line that stands there. */
class AuditTrailTest implements CustomConnectionContract {

    private static final Path SOURCE = Path.of("src/test/plugins/com/example/audit/AuditTrail.java");

    @TempDir
    private static Path home;

    private static ClassLoader loader = AuditTrailTest.class.getClassLoader();

    @BeforeAll
    static void buildAsTheReadmeSays() throws IOException {
        String line = Files.readAllLines(Path.of("README.md")).stream()
                .filter(text -> text.startsWith("javac "))
                .findFirst()
                .orElseThrow();
        List<String> words = new ArrayList<>(List.of(line.split(" ")).subList(1, line.split(" ").length));
        assertThat(words)
                .containsExactly("-cp", "'target/wadi.jar:target/lib/*'", "-d", "plugins/audit", SOURCE.toString());
        words.set(1, System.getProperty("java.class.path"));
        words.set(3, home.resolve("plugins/audit").toString());
        TestingPlugins.javac(words);
        loader = PluginFolder.loader(home.resolve("plugins"));
    }

    @Test
    void aFirstUsefulClassNeedsFewLines() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        int first = lines.indexOf("/** Adds each row to a file, as a line of JSON. */");
        assertThat(lines.subList(first, lines.size())).hasSizeLessThan(30);
    }

    @Override
    public String module() {
        return "com.example.audit";
    }

    @Override
    public String classname() {
        return "AuditTrail";
    }

    @Override
    public Map<String, Object> params() {
        return Map.of("file", home.resolve("audit.jsonl").toString());
    }

    @Override
    public ClassLoader plugins() {
        return loader;
    }
}
