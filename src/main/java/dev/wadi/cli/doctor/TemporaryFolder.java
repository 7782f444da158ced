package dev.wadi.cli.doctor;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/**
 * Whether runs can spill to the folder for temporary files, and libraries can execute the code that they unpack there.
 *
 * @param folder {@code java.io.tmpdir}
 */
record TemporaryFolder(Path folder) {

    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final String ANOTHER = "Choose another folder: WADI_JAVA_OPTS=-Djava.io.tmpdir=/path/to/folder";

    void examine(Findings findings) {
        try {
            Space space = Space.of(folder);
            new WriteProbe(folder).write();
            if (space.isLittle()) {
                findings.warning(folder, "there is little room for runs to spill to: " + space, WriteProbe.MAKE_ROOM);
            } else {
                findings.ok(folder, "can be written, " + space);
            }
        } catch (IOException e) {
            String why = Files.isDirectory(folder) ? Paths.reason(e) : "there is no such folder";
            findings.problem(folder, "nothing can be written there: " + why + "; no pipeline can run", ANOTHER);
            return;
        }
        load().ifPresentOrElse(
                        why -> findings.problem(
                                folder,
                                why + (isNoExec() ? ": nothing may be executed there (noexec)" : ""),
                                isNoExec() ? ANOTHER : "Use an image or a system with the usual C libraries (glibc)"),
                        () -> findings.ok("libraries", "DuckDB, SQLite and Arrow can be loaded"));
    }

    /** Why the libraries cannot be loaded, which unpack code; empty when they can. */
    private static Optional<String> load() {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = sqlite.createStatement()) {
            statement.execute("select 1");
        } catch (SQLException | LinkageError e) {
            return Optional.of("the library of SQLite cannot be loaded");
        }
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                RootAllocator allocator = new RootAllocator();
                BatchReader rows = DuckDb.query(duckdb, "select 1", allocator)) {
            rows.schema();
            return Optional.empty();
        } catch (Exception | LinkageError e) { // whatever it is, this is what it means
            return Optional.of("the libraries of DuckDB and Arrow cannot be loaded");
        }
    }

    /** By the mount that is nearest above it. */
    private boolean isNoExec() {
        try {
            return Files.readAllLines(MOUNTS).stream()
                    .map(line -> line.split(" ", -1))
                    .filter(words -> words.length > 3 && folder.toAbsolutePath().startsWith(words[1]))
                    .max(Comparator.comparingInt(words -> words[1].length()))
                    .filter(words -> ("," + words[3] + ",").contains(",noexec,"))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
