package dev.wadi.bench;

import dev.wadi.testing.LiveEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A service under load in a process of its own, and the files that say what it connects to. */
final class LiveSystem implements AutoCloseable {

    private final String name;
    private final int port;
    private final Path home;
    private final List<String> program;
    private final LiveEdits files;
    private final Pattern applied;
    private LiveProcess process;

    /**
     * Starts it.
     *
     * @param port where it takes requests
     * @param home where it runs
     * @param program its class and arguments
     * @param files what people edit
     * @param applied what its log says when it has followed a change
     */
    LiveSystem(String name, int port, Path home, List<String> program, LiveEdits files, Pattern applied)
            throws IOException {
        this.name = name;
        this.port = port;
        this.home = home;
        this.program = List.copyOf(program);
        this.files = files;
        this.applied = applied;
        this.process = start();
    }

    private LiveProcess start() throws IOException {
        return new LiveProcess(home, log(), program);
    }

    private Path log() {
        return home.resolve("log.txt");
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /** What it holds, without the connections of those who send requests. */
    Footprint footprint() throws IOException {
        return Footprint.of(process.pid(), port);
    }

    LiveEdits files() {
        return files;
    }

    Pattern applied() {
        return applied;
    }

    LiveProcess process() {
        return process;
    }

    /** Stops it as people do, and starts it again. */
    void restart() throws IOException {
        process.close();
        process = start();
    }

    @Override
    public void close() {
        process.close();
        System.out.println("log of " + name + ": " + log());
    }
}
