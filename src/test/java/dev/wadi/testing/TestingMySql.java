package dev.wadi.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real MySQL 8.0, started once per JVM. Its server needs a library of the system that not every machine has; where it
 * is missing, tests that ask for this server are skipped.
 */
public final class TestingMySql extends TestingMySqlServer {

    private static final String ARCHIVE = "/mysql-Linux-amd64.tar.gz";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private @Nullable Process server;

    private TestingMySql() {}

    /** Starts it when it is first asked for; it holds the reason when this machine cannot. */
    private static final class Holder {
        static final TestingMySql SHARED = new TestingMySql();
        static final String OBSTACLE = SHARED.unpackAndStart();
    }

    /** The server that all tests share; skips the test where it cannot run. */
    public static TestingMySql shared() {
        assumeTrue(Holder.OBSTACLE.isEmpty(), Holder.OBSTACLE);
        return Holder.SHARED;
    }

    private String unpackAndStart() {
        unpack();
        String missing = missingLibraries();
        if (!missing.isEmpty()) {
            close();
            return "MySQL needs libraries that this machine does not have (Debian: apt-get install libaio1 libnuma1): "
                    + missing;
        }
        startSomewhere();
        return "";
    }

    private void unpack() {
        Path archive = folder().resolve("server.tar.gz");
        try (InputStream in = TestingMySql.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new IllegalStateException(ARCHIVE + " is not on the class path");
            }
            Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
            run(List.of("tar", "-xzf", archive.toString(), "-C", folder().toString()));
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String missingLibraries() {
        return String.join(
                ", ",
                run(List.of("ldd", executable()))
                        .lines()
                        .filter(line -> line.contains("not found"))
                        .map(line -> line.strip().split(" ", 2)[0])
                        .toList());
    }

    @Override
    void start(int port) {
        Path data = folder().resolve("data-" + port);
        List<String> common = List.of(
                executable(),
                "--no-defaults",
                "--basedir=" + folder(),
                "--datadir=" + data,
                "--lc-messages-dir=" + folder().resolve("share"));
        run(with(common, List.of("--user=root", "--initialize-insecure")));
        Path log = folder().resolve("log-" + port);
        List<String> arguments = List.of(
                "--port=" + port,
                "--socket=" + folder().resolve("socket"),
                "--pid-file=" + folder().resolve("pid"),
                "--mysqlx=OFF");
        try {
            server = builder(with(common, arguments, arguments()))
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady(log);
    }

    private void awaitReady(Path log) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Process process = server;
        try {
            while (process != null && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (Files.readString(log).contains("ready for connections")) {
                    return;
                }
                if (System.nanoTime() > deadline) {
                    break;
                }
            }
            throw new IllegalStateException("MySQL did not start: " + Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String executable() {
        return folder().resolve("bin").resolve("mysqld").toString();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", folder().resolve("lib").toString());
        builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        return builder;
    }

    private String run(List<String> command) {
        try {
            Process process = builder(command).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @SafeVarargs
    private static List<String> with(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return Collections.unmodifiableList(all);
    }

    @Override
    void stop() {
        Process process = server;
        server = null;
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
