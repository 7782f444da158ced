package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Writes rows to a file, or to a folder of files by the values of some columns. */
public final class TabularWriter {

    private static final String ROWS = "rows";

    private final Format format;
    private final Map<String, Object> options;
    private final List<String> partitions = new ArrayList<>();

    private TabularWriter(Format format, Map<String, Object> options) {
        this.format = format;
        this.options = options;
    }

    /**
     * A writer by the params of a sink.
     *
     * @param name how the file will be called: {@code .gz} and {@code .zst} say that CSV or JSON are to be compressed
     * @throws IllegalArgumentException when there is an unknown one
     */
    public static TabularWriter of(Format format, Map<String, Object> params, String name) {
        Map<String, Object> options = Options.writing(format, params);
        TabularWriter writer = new TabularWriter(format, options);
        Object partitions = options.remove("partition_by");
        if (partitions != null) {
            writer.partitions.addAll(Options.texts(partitions));
        }
        writer.alias("sep", "delim");
        writer.alias("delimiter", "delim");
        writer.compression(name.toLowerCase(Locale.ROOT));
        if (format == Format.CSV) {
            options.putIfAbsent("header", true);
            if (name.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "").endsWith(".tsv")) {
                options.putIfAbsent("delim", "\t");
            }
        }
        return writer;
    }

    private void alias(String other, String name) {
        Object value = options.remove(other);
        if (value != null) {
            options.put(name, value);
        }
    }

    private void compression(String name) {
        if (format != Format.PARQUET && (name.endsWith(".gz") || name.endsWith(".zst"))) {
            options.putIfAbsent("compression", name.endsWith(".gz") ? "gzip" : "zstd");
        }
    }

    Format format() {
        return format;
    }

    /** Whether a folder of files is written. */
    public boolean partitioned() {
        return !partitions.isEmpty();
    }

    /** Whether the bytes of files are compressed from the outside, so that nothing can be put behind them. */
    boolean compressed() {
        Object compression = options.get("compression");
        return format == Format.PARQUET
                || (compression != null && !"none".equals(compression) && !"uncompressed".equals(compression));
    }

    /** What a reader of the file has to be told. */
    Map<String, Object> dialect() {
        Map<String, Object> dialect = new LinkedHashMap<>(options);
        dialect.keySet().retainAll(List.of("delim", "quote", "escape", "header"));
        return dialect;
    }

    /** The same without a header, for rows that are put behind others. */
    TabularWriter withoutHeader() {
        Map<String, Object> changed = new LinkedHashMap<>(options);
        if (format == Format.CSV) {
            changed.put("header", false);
        }
        return new TabularWriter(format, changed);
    }

    /**
     * Writes all rows. What it has begun to write when it fails stays, for the caller to remove.
     *
     * @param target the file; or a folder, when it is {@link #partitioned}
     * @return how many rows there were
     * @throws Exception what the rows failed with, as it is, or why they cannot be written
     */
    public long write(RunScope run, BatchReader rows, Path target) throws Exception {
        return write(run, rows, target, WritableColumns.names(rows.schema()));
    }

    @SuppressWarnings("try") // closed, and not used otherwise
    long write(RunScope run, BatchReader rows, Path target, List<String> order) throws Exception {
        String columns = WritableColumns.select(format, rows.schema(), order);
        checkPartitions(order);
        AtomicBoolean cancelled = new AtomicBoolean();
        try (FileDuckDb duckdb = FileDuckDb.writing(Objects.requireNonNull(target.getParent()), run.memory());
                AutoCloseable registration = run.whenCancelled(() -> {
                    cancelled.set(true);
                    duckdb.interrupt();
                });
                DuckDb.Registered source = DuckDb.register(
                        duckdb.connection(), ROWS, new BorrowedReader(rows, cancelled), run.allocator())) {
            try {
                return duckdb.update("copy (select " + columns + " from " + ROWS + ") to "
                        + DuckDb.literal(target.toString()) + " (" + copyOptions() + ")");
            } catch (SQLException e) {
                throw cancelled.get() ? new InterruptedIOException("the run was cancelled") : failure(source, e);
            }
        }
    }

    private void checkPartitions(List<String> columns) {
        for (String partition : partitions) {
            if (!columns.contains(partition)) {
                throw new IllegalArgumentException("params.partition_by: there is no column '" + partition
                        + "'. There are " + String.join(", ", columns));
            }
        }
        if (partitioned() && partitions.containsAll(columns)) {
            throw new IllegalArgumentException(
                    "params.partition_by: names all columns, so that no column is left to write");
        }
    }

    private static Exception failure(DuckDb.Registered source, SQLException failed) {
        if (source.failure() instanceof Exception failure) {
            return failure;
        }
        return new IOException(TabularFailure.text(failed).lines().findFirst().orElse(""), failed);
    }

    private String copyOptions() {
        String given = options.entrySet().stream()
                .map(option -> ", " + option.getKey() + " " + Options.sql(option.getValue()))
                .collect(Collectors.joining());
        String folder = partitioned()
                ? ", partition_by (" + partitions.stream().map(DuckDb::quoted).collect(Collectors.joining(", "))
                        + "), filename_pattern 'part_{i}'"
                : "";
        return "format " + format.name().toLowerCase(Locale.ROOT) + given + folder;
    }
}
