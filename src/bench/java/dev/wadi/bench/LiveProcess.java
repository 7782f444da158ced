package dev.wadi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java program in a process of its own, and what it prints. */
final class LiveProcess implements AutoCloseable {

    /** The same for both sides. */
    private static final List<String> OPTIONS = List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "-Xmx1g");

    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    private record Line(long time, String text) {}

    /** @param log where all that it prints is appended to */
    LiveProcess(Path folder, Path log, List<String> program) throws IOException {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Stream<String> classPath = Stream.of("-cp", System.getProperty("java.class.path"));
        List<String> command = Stream.of(java, OPTIONS.stream(), classPath, program.stream())
                .flatMap(part -> part)
                .toList();
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(() -> read(log), "log of " + program.get(0));
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Path log) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(new Line(System.nanoTime(), line));
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When it printed something like this after a moment. */
    OptionalLong said(Pattern what, long after) {
        return lines.stream()
                .filter(line -> line.time() > after && what.matcher(line.text()).find())
                .mapToLong(Line::time)
                .findFirst();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Forgets what it printed. */
    void forget() {
        lines.clear();
    }

    long pid() {
        return process.pid();
    }

    /** Stops it as people do, and ends it when that takes too long. */
    @Override
    public void close() {
        process.toHandle().destroy(); // the process itself would close what it prints to
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
