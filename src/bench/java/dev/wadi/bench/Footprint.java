package dev.wadi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds at a moment, as Linux tells.
 *
 * @param pools of the connection {@code db}, which are told by a thread that each has
 */
record Footprint(int threads, int descriptors, int pools) {

    private static final String ESTABLISHED = "01";

    /** @param port where it serves; connections to that are not counted */
    static Footprint of(long process, int port) throws IOException {
        Path folder = Path.of("/proc", Long.toString(process));
        int threads = 0;
        int pools = 0;
        try (Stream<Path> tasks = Files.list(folder.resolve("task"))) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                threads++;
                pools += name(task).startsWith("db:house") ? 1 : 0;
            }
        }
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            return new Footprint(threads, (int) descriptors.count() - clients(folder, port), pools);
        }
    }

    private static int clients(Path process, int port) throws IOException {
        String local = ":%04X".formatted(port);
        int count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(process.resolve("net").resolve(table))) {
                String[] words = line.strip().split("\\s+", -1);
                count += words[1].endsWith(local) && words[3].equals(ESTABLISHED) ? 1 : 0;
            }
        }
        return count;
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) {
            return ""; // the thread has ended
        }
    }

    /** With so many descriptors fewer. */
    Footprint without(int sessions) {
        return new Footprint(threads, descriptors - sessions, pools);
    }

    /** Whether it holds no more than another. */
    boolean isWithin(Footprint before) {
        return threads <= before.threads && descriptors <= before.descriptors && pools <= before.pools;
    }

    /** What is there beyond another footprint. */
    Footprint minus(Footprint before) {
        return new Footprint(threads - before.threads, descriptors - before.descriptors, pools - before.pools);
    }
}
