package dev.wadi.pipeline;

import dev.wadi.connection.jdbc.AnyResult;
import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.TabularWriter;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.RunScope;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.Tappable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Parquet file of the rows of one statement, as a tap and a sink would write it, without a pipeline around them. */
public final class ParquetFile {

    /** What taps take: statements that only read. Those that change rows and return them are run as statements. */
    private static final Pattern READS = Pattern.compile(
            "(?is)[\\s(]*(select|values|table|from|with(?!.*\\b(insert|update|delete|merge|replace)\\b))\\b.*");

    private final OpenConnection open;
    private final String sql;

    /** @param sql one statement */
    public ParquetFile(OpenConnection open, String sql) {
        this.open = open;
        this.sql = sql;
    }

    /**
     * Runs the statement and writes its rows batch by batch, whole or not at all.
     *
     * @return how many rows there were; nothing when the statement has none to return, and then there is no file
     * @throws IllegalArgumentException when a column has no place in Parquet, or the file's name is none
     * @throws IOException when the file cannot be written
     * @throws Exception what the statement failed with
     */
    public OptionalLong write(Path file) throws Exception {
        try (Run run = new Run();
                Rows rows = new Rows(rows(run))) {
            return rows.found().isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(write(run, rows.found().get(), file.toAbsolutePath()));
        }
    }

    /** Rows that are closed if there are any. */
    private record Rows(Optional<BatchReader> found) implements AutoCloseable {
        @Override
        public void close() {
            found.ifPresent(BatchReader::close);
        }
    }

    private Optional<BatchReader> rows(Run run) throws Exception {
        StageCall.Reading stage = new StageCall.Reading(
                run, "sql", Optional.of(sql), Optional.empty(), List.of(), Map.of(), Optional.empty());
        if (READS.matcher(sql).matches() && open instanceof Tappable tappable) {
            return Optional.of(tappable.tap(stage));
        }
        if (open instanceof StatementRunner runner) {
            return runner.statement(stage);
        }
        return AnyResult.of(open.bean(DataSource.class), sql, run.allocator());
    }

    private static long write(RunScope run, BatchReader rows, Path file) throws Exception {
        if (Files.isDirectory(file)) {
            throw new IOException("'" + file + "' is a folder");
        }
        String name = file.getFileName().toString();
        Path pending = file.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
        pending.toFile().deleteOnExit(); // after Ctrl-C nobody else does
        try {
            long count = TabularWriter.of(Format.PARQUET, Map.of(), name).write(run, rows, pending);
            try (FileChannel channel = FileChannel.open(pending, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(pending, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return count;
        } finally {
            Files.deleteIfExists(pending);
        }
    }

    /** What taps and writers want of a run. */
    private static final class Run implements RunScope, AutoCloseable {

        private final BufferAllocator allocator = new RootAllocator();

        @Override
        public String pipeline() {
            return "sql";
        }

        @Override
        public String id() {
            return "sql";
        }

        @Override
        public BufferAllocator allocator() {
            return allocator;
        }

        @Override
        public Logger log() {
            return LoggerFactory.getLogger(ParquetFile.class);
        }

        @Override
        public Connection duckdb() throws SQLException {
            throw new SQLException("a statement alone has no DuckDB");
        }

        @Override
        public AutoCloseable whenCancelled(Runnable action) {
            return () -> {}; // it ends with the process
        }

        @Override
        public void close() {
            allocator.close();
        }
    }
}
