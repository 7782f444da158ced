package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The threads and the outgoing sockets of the process at a moment; what is there later and was not there then was left
 * behind. A pool cannot hide: it has a thread of its own, and its connections to servers are sockets.
 */
public final class LeakCheck {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Threads that nobody who closes something can end. */
    private static final Pattern OF_THE_PROCESS = Pattern.compile(String.join(
            "|",
            "process reaper.*",
            "Keep-Alive-.*",
            "ForkJoinPool.commonPool-.*",
            "CompletableFutureDelayScheduler",
            "Attach Listener",
            "response-input-stream-timeout-scheduler", // one of the AWS SDK for all clients
            "mysql-cj-abandoned-connection-cleanup", // one of MySQL's driver for all connections
            "BufferPoolPruner-.*", // one of MongoDB's driver for all clients
            "awaitility-.*",
            "junit-.*"));

    /** Threads of the servers that tests talk to, which go on or come as they like. */
    private static final Pattern OF_TEST_SERVERS = Pattern.compile(String.join(
            "|",
            "mute-server",
            "postgres:pid.*", // its log
            "mongo-server-.*",
            "testing-.*",
            "rogue-mysql",
            "executor-.*", // Kafka's timers
            "CommonsExec.*", // MariaDB's process
            "S3Proxy-Jetty-.*",
            "Scheduler-\\d+-\\d+", // Jetty's
            "sshd-SshServer.*",
            "HttpClient-\\d+-.*")); // the JDK's client, which no connection uses and which ends when it is garbage

    /** For servers whose threads have names that tell nothing. */
    static final ThreadGroup SERVERS = new ThreadGroup("servers of the tests");

    private static final Path PROCESS = Path.of("/proc/self");

    private final Set<Thread> threads = threads();
    private final Set<String> sockets = sockets().stream().map(Socket::inode).collect(Collectors.toSet());

    /** Waits until everything is gone that came since this object was made, and fails when it stays. */
    public void assertNothingIsLeft() {
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .atMost(TIMEOUT)
                .untilAsserted(() -> {
                    assertThat(newThreads()).as("threads that are left").isEmpty();
                    assertThat(newSockets()).as("sockets that are left").isEmpty();
                });
    }

    private List<String> newThreads() {
        return threads().stream()
                .filter(thread -> !threads.contains(thread))
                .filter(thread -> thread.getThreadGroup() != SERVERS)
                .map(Thread::getName)
                .filter(name -> !OF_THE_PROCESS.matcher(name).matches())
                .filter(name -> !OF_TEST_SERVERS.matcher(name).matches())
                .sorted()
                .toList();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    private List<Socket> newSockets() {
        return sockets().stream()
                .filter(socket -> !sockets.contains(socket.inode()))
                .toList();
    }

    /**
     * A line of {@code /proc/net/tcp}.
     *
     * @param state {@code 0A} is one that listens
     */
    private record Socket(int localPort, int remotePort, String state, String inode) {

        static Socket of(String line) {
            String[] words = line.strip().split("\\s+", -1);
            return new Socket(port(words[1]), port(words[2]), words[3], words[9]);
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }

        boolean isListening() {
            return state.equals("0A");
        }
    }

    /** The sockets that this process connected to servers with; none where the system does not tell. */
    private static List<Socket> sockets() {
        if (!Files.isDirectory(PROCESS)) {
            return List.of();
        }
        List<Socket> all = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            all.addAll(table(PROCESS.resolve("net").resolve(table)));
        }
        Set<Integer> served =
                all.stream().filter(Socket::isListening).map(Socket::localPort).collect(Collectors.toSet());
        Set<String> own = inodes();
        return all.stream()
                .filter(socket -> own.contains(socket.inode()) && !served.contains(socket.localPort()))
                .toList();
    }

    private static List<Socket> table(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).map(Socket::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of the sockets that are open files of this process. */
    private static Set<String> inodes() {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> files = Files.list(PROCESS.resolve("fd"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                target(file)
                        .filter(name -> name.startsWith("socket:["))
                        .forEach(name -> inodes.add(name.substring("socket:[".length(), name.length() - 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inodes;
    }

    private static Stream<String> target(Path link) {
        try {
            return Stream.of(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return Stream.empty(); // closed in the meantime
        }
    }
}
