package dev.wadi.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Builds plugins from source, with the compiler of the JDK, as people do. */
public final class TestingPlugins {

    private static final Path SOURCES = Path.of("src/test/plugins");
    private static final Map<List<String>, Path> COMPILED = new ConcurrentHashMap<>();

    private TestingPlugins() {}

    /** Compiles sources below {@code src/test/plugins} into a folder; the same ones once for each JVM. */
    public static void folder(Path folder, String... sources) {
        copy(COMPILED.computeIfAbsent(List.of(sources), TestingPlugins::compiled), folder);
    }

    private static Path compiled(List<String> sources) {
        Path folder = temporary();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> TestingFolders.delete(folder)));
        compile(folder, sources.stream().map(SOURCES::resolve).toList());
        return folder;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles sources into a jar. */
    public static void jar(Path jar, String... sources) {
        Path classes = temporary();
        folder(classes, sources);
        jarOf(classes, jar);
        TestingFolders.delete(classes);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("plugin-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles texts, by the names of their classes, into a folder. */
    public static void text(Path folder, Map<String, String> classes) {
        Path sources = temporary();
        try {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> one : classes.entrySet()) {
                files.add(sources.resolve(one.getKey().replaceFirst(".*\\.", "") + ".java"));
                Files.writeString(files.get(files.size() - 1), one.getValue());
            }
            compile(folder, files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            TestingFolders.delete(sources);
        }
    }

    private static void compile(Path folder, List<Path> sources) {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        javac(arguments);
    }

    /** Runs the compiler. */
    public static void javac(List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException("javac: " + said);
        }
    }

    private static void jarOf(Path classes, Path jar) {
        try (Stream<Path> files = Files.walk(classes);
                OutputStream out = Files.newOutputStream(
                        Files.createDirectories(jar.getParent()).resolve(jar.getFileName()));
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
