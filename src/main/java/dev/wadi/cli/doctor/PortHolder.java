package dev.wadi.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the process that listens on a port, in {@code /proc}: of other users' processes only root sees it. */
final class PortHolder {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";

    private PortHolder() {}

    /** {@code process 123 (nginx)}; empty when it is not found. */
    static String of(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            sockets.addAll(sockets(PROC.resolve(table), port));
        }
        if (sockets.isEmpty()) {
            return "";
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(process -> holds(process, sockets))
                    .map(PortHolder::named)
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    /** The sockets that listen on it, as the targets of links to them. */
    private static Set<String> sockets(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        try {
            for (String line : Files.readAllLines(table)) {
                String[] words = line.strip().split("\\s+", -1);
                boolean isIt =
                        words.length > 9 && words[3].equals(LISTENS) && words[1].endsWith(String.format(":%04X", port));
                if (isIt) {
                    sockets.add("socket:[" + words[9] + "]");
                }
            }
        } catch (IOException e) {
            sockets.clear(); // this system has no such table
        }
        return sockets;
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException e) {
            return false; // it has ended, or belongs to another user
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String named(Path process) {
        String id = "process " + process.getFileName();
        try {
            return id + " (" + Files.readString(process.resolve("comm")).strip() + ")";
        } catch (IOException e) {
            return id;
        }
    }
}
