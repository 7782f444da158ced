package dev.wadi.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells of the timers of TCP connections (proc(5), {@code /proc/net/tcp}). */
public final class TcpTimers {

    private static final int LOCAL = 1;
    private static final int TIMER = 5;
    private static final String KEEP_ALIVE = "02";
    private static final int TICKS_A_SECOND = 100;

    private TcpTimers() {}

    /** In what time TCP asks whether the other side is still there; empty when it does not, or is busy. */
    public static Optional<Duration> untilKeepAlive(int localPort) {
        String port = String.format(Locale.ROOT, ":%04X", localPort);
        return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
                .flatMap(file -> lines(Path.of(file)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields[LOCAL].endsWith(port) && fields[TIMER].startsWith(KEEP_ALIVE + ":"))
                .map(fields -> Long.parseLong(fields[TIMER].substring(KEEP_ALIVE.length() + 1), 16))
                .map(ticks -> Duration.ofSeconds(ticks / TICKS_A_SECOND))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(); // there is no IPv6
        }
    }
}
