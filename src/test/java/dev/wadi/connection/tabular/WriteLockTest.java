package dev.wadi.connection.tabular;

import static dev.wadi.connection.tabular.TestingRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.testing.TestingRun;
import dev.wadi.testing.TestingRun.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs never write to one file or folder at once. */
class WriteLockTest {

    private static final Map<String, Object> CSV = Map.of("format", "csv");

    @TempDir
    Path root = Path.of("");

    private final TestingRun run = new TestingRun();
    private FileTable table = new FileTable(Path.of(""), Optional.empty());

    @BeforeEach
    void makeTable() {
        table = new FileTable(root, Optional.empty());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.close();
    }

    private long sink(Sink stage, String sql) throws Exception {
        try (BatchReader rows = rows(run, sql)) {
            return table.sink(stage, rows);
        }
    }

    /** Writes, and does something in the middle of it. */
    private void sink(Sink stage, Meanwhile meanwhile) throws Exception {
        try (BatchReader rows = new Interrupted(rows(run, "select 1 as n"), meanwhile)) {
            table.sink(stage, rows);
        }
    }

    private interface Meanwhile {
        void happens() throws Exception;
    }

    private record Interrupted(BatchReader rows, Meanwhile meanwhile) implements BatchReader {
        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            VectorSchemaRoot batch = rows.next();
            if (batch != null) {
                meanwhile.happens();
            }
            return batch;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** The sink of another run, of another pipeline. */
    private Sink other(String locator, SinkMode mode) {
        return new Sink(
                run,
                "other",
                Optional.empty(),
                Optional.of(locator),
                List.of(),
                CSV,
                mode,
                List.of(),
                true,
                new RunMark("other", "other", "run-9", 0, Map.of()));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.endsWith(".wadi-run"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theSecondRunOnAFileFailsAndTheFirstGoesOn() throws Exception {
        sink(run.sink("x.csv", SinkMode.REPLACE), () -> {
            assertThat(files()).contains(".x.csv.wadi-lock");
            assertThatThrownBy(() -> sink(other("x.csv", SinkMode.APPEND), "select 2 as n"))
                    .hasMessage("'x.csv' is being written by another run. Run this one again when that has ended");
        });
        assertThat(root.resolve("x.csv")).hasContent("n\n1\n");
        sink(other("x.csv", SinkMode.APPEND), "select 2 as n");

        assertThat(root.resolve("x.csv")).hasContent("n\n1\n2\n");
        assertThat(files()).containsExactly("x.csv");
    }

    @Test
    void runsMayAddFilesToAFolderAtTheSameTimeButNotReplaceIt() throws Exception {
        sink(run.sink("out/", SinkMode.APPEND).withParams(CSV), () -> {
            sink(other("out/", SinkMode.APPEND), "select 2 as n");
            assertThatThrownBy(() -> sink(other("out/", SinkMode.REPLACE), "select 3 as n"))
                    .hasMessage("'out/' is being written by another run. Run this one again when that has ended");
        });
        assertThat(files()).containsExactly("out/other-run-9.csv", "out/sink-run-1.csv");
        sink(other("out/", SinkMode.REPLACE), "select 3 as n");
        assertThat(files()).containsExactly("out/part_0.csv");
    }

    @Test
    void oneStageIsNotExecutedTwiceAtOnce() throws Exception {
        Sink stage = run.sink("out/", SinkMode.APPEND).withParams(CSV);
        sink(stage, () -> assertThatThrownBy(() -> sink(stage, "select 2 as n"))
                .hasMessage("'out/' is being written by another run. Run this one again when that has ended"));
        assertThat(files()).containsExactly("out/sink-run-1.csv");
    }

    @Test
    void anotherProcessHoldsItAsLongAsItLives() throws Exception {
        Path lock = root.resolve(".x.csv.wadi-lock");
        Process holder = process(Holder.class, lock);
        try (BufferedReader out = holder.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> sink(run.sink("x.csv", SinkMode.REPLACE), "select 1 as n"))
                    .hasMessage("'x.csv' is being written by another run. Run this one again when that has ended");
            assertThat(root.resolve("x.csv")).doesNotExist();
        } finally {
            holder.destroyForcibly().onExit().join();
        }
        assertThat(sink(run.sink("x.csv", SinkMode.REPLACE), "select 1 as n")).isEqualTo(1);
        assertThat(files()).containsExactly("x.csv");
    }

    /** As on a disk that is full, on which nothing can be written any more, and on some not even removed. */
    @Test
    void aLockThatCannotBeRemovedFailsNoRunWhoseRowsAreThere() throws Exception {
        Path lock = root.resolve(".x.csv.wadi-lock");
        sink(run.sink("x.csv", SinkMode.REPLACE), () -> {
            Files.delete(lock);
            Files.createDirectories(lock.resolve("full"));
        });
        assertThat(root.resolve("x.csv")).hasContent("n\n1\n");
    }

    @Test
    void aFileWhoseRemovalWasCutOffIsTakenAndRemoved() throws Exception {
        Path file = Files.write(root.resolve("lock"), new byte[1]);

        WriteLock lock = WriteLock.take(file, false).orElseThrow();

        assertThat(file).isEmptyFile();
        lock.close();
        assertThat(file).doesNotExist();
    }

    /** The file is removed by each and made by the next, between looking and locking of the others. */
    @Test
    void processesThatTakeItInTurnNeverHaveItTogether() throws Exception {
        Path number = Files.writeString(root.resolve("number"), "0");
        List<Process> counters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            counters.add(process(Counter.class, root.resolve("lock"), number));
        }
        for (Process counter : counters) {
            String said = new String(counter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(counter.waitFor()).as(said).isZero();
        }
        assertThat(number).hasContent(Integer.toString(3 * Counter.TIMES));
    }

    private static Process process(Class<?> main, Path... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                main.getName()));
        Stream.of(arguments).map(Path::toString).forEach(command::add);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** A process that adds to a number in a file, again and again. */
    static final class Counter {

        static final int TIMES = 150;

        private Counter() {}

        @SuppressWarnings("try") // closed, and not used otherwise
        public static void main(String[] arguments) throws Exception {
            Path number = Path.of(arguments[1]);
            for (int done = 0; done < TIMES; ) {
                Optional<WriteLock> taken = WriteLock.take(Path.of(arguments[0]), false);
                if (taken.isPresent()) {
                    try (WriteLock lock = taken.get()) {
                        Files.writeString(number, Integer.toString(Integer.parseInt(Files.readString(number)) + 1));
                        done++;
                    }
                }
            }
        }
    }

    /** A process that writes. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
