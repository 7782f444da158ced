package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows of Java values as batches, for taps of systems that have no columns. Rows are pulled when they are needed, and an
 * iterator that is {@link AutoCloseable} is closed with the reader:
 *
 * <pre>{@code
 * public BatchReader tap(TapStage stage) {
 *     return RowBatches.of(stage.run().allocator(), stage.fields(), List.of(Map.of("id", 1, "name", "Anna")));
 * }
 * }</pre>
 *
 * <p>A value is null, a Boolean, Byte, Short, Integer, Long, BigInteger, BigDecimal, Float, Double, String, enum, byte[],
 * ByteBuffer, LocalDate, LocalTime, LocalDateTime, Instant, OffsetDateTime, ZonedDateTime, java.util.Date or its children
 * in java.sql, UUID, or a Collection or Map of these.
 */
public final class RowBatches implements BatchReader {

    /** How many rows the columns are guessed from. */
    public static final int SAMPLE = 1000;

    private static final int MOST_ROWS = 4096;
    private static final long MOST_BYTES = 4L << 20;

    private final BufferAllocator allocator;
    private final Iterator<? extends Map<String, ?>> rows;
    private final ArrayDeque<Map<String, ?>> sampled = new ArrayDeque<>();
    private final Schema schema;
    private final Set<String> names;
    private final Strictness strictness;
    private long count;
    private volatile boolean closed;

    private enum Strictness {
        /** The columns were guessed. */
        GUESSED,
        /** Whoever made the rows says what columns they have. */
        FIXED,
        /** The stage declares columns: texts are read as them, and what else a row has is left out. */
        DECLARED
    }

    private RowBatches(
            BufferAllocator allocator,
            Iterator<? extends Map<String, ?>> rows,
            @Nullable Schema schema,
            Strictness strictness) {
        this.allocator = allocator;
        this.rows = rows;
        this.strictness = strictness;
        this.schema = schema == null ? guess() : schema;
        this.names = this.schema.getFields().stream().map(Field::getName).collect(Collectors.toSet());
    }

    /**
     * Batches whose columns are guessed from the first {@value #SAMPLE} rows. Whole numbers, decimals and floating point
     * widen to each other in this order, and dates to timestamps; a later row that does not fit fails with its number.
     */
    public static BatchReader of(BufferAllocator allocator, Iterator<? extends Map<String, ?>> rows) {
        return of(allocator, List.of(), rows);
    }

    /** The same for rows that are all there. */
    public static BatchReader of(BufferAllocator allocator, Iterable<? extends Map<String, ?>> rows) {
        return of(allocator, rows.iterator());
    }

    /**
     * Batches with the columns that a stage declares: a row without one has no value there, what else a row has is left
     * out, and texts are read as numbers, dates (ISO 8601) and so on. Without any, the columns are guessed.
     *
     * @throws IllegalArgumentException when a type is unknown, or the first rows do not go together
     */
    public static BatchReader of(
            BufferAllocator allocator, List<DeclaredColumn> fields, Iterator<? extends Map<String, ?>> rows) {
        try {
            return fields.isEmpty()
                    ? new RowBatches(allocator, rows, null, Strictness.GUESSED)
                    : new RowBatches(allocator, rows, DuckTypes.schema(fields), Strictness.DECLARED);
        } catch (RuntimeException e) {
            close(rows);
            throw e;
        }
    }

    /** Batches with the columns that the source always has; a row with another one fails. */
    public static BatchReader of(BufferAllocator allocator, Schema schema, Iterator<? extends Map<String, ?>> rows) {
        return new RowBatches(allocator, rows, schema, Strictness.FIXED);
    }

    private Schema guess() {
        Map<String, ColumnGuess> guesses = new LinkedHashMap<>();
        while (sampled.size() < SAMPLE && rows.hasNext()) {
            Map<String, ?> row = rows.next();
            sampled.add(row);
            row.forEach((name, value) -> {
                try {
                    guesses.computeIfAbsent(name, n -> new ColumnGuess()).add(value);
                } catch (IllegalArgumentException e) {
                    throw misfit(sampled.size(), name, e.getMessage(), e);
                }
            });
        }
        if (guesses.isEmpty()) {
            throw new IllegalArgumentException("there are no rows to tell the columns by. Declare them in fields");
        }
        List<Field> fields = new ArrayList<>();
        guesses.forEach((name, guess) -> fields.add(guess.field(name)));
        return new Schema(fields);
    }

    private static IllegalArgumentException misfit(
            long row, String column, @Nullable String reason, @Nullable Exception cause) {
        return new IllegalArgumentException("row " + row + ": the column '" + column + "' " + reason, cause);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable VectorSchemaRoot next() {
        if (!hasNext()) {
            return null;
        }
        VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
        try {
            batch.allocateNew();
            batch.setRowCount(fill(batch));
            return batch;
        } catch (RuntimeException | Error e) {
            batch.close();
            throw e;
        }
    }

    private boolean hasNext() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        return !sampled.isEmpty() || rows.hasNext();
    }

    private int fill(VectorSchemaRoot batch) {
        Cells cells = new Cells(strictness == Strictness.DECLARED);
        int filled = 0;
        while (filled < MOST_ROWS && cells.bytes() < MOST_BYTES && hasNext()) {
            Map<String, ?> row = sampled.isEmpty() ? rows.next() : sampled.remove();
            count++;
            checkNames(row);
            for (FieldVector column : batch.getFieldVectors()) {
                set(cells, column, filled, row.get(column.getName()));
            }
            filled++;
        }
        return filled;
    }

    private void set(Cells cells, FieldVector column, int index, @Nullable Object value) {
        try {
            cells.set(column, index, value);
        } catch (IllegalArgumentException e) {
            String advice = strictness == Strictness.GUESSED
                            && !String.valueOf(e.getMessage()).contains(". ")
                    ? " by the first " + SAMPLE + " rows. Declare it in fields"
                    : "";
            throw misfit(count, column.getName(), e.getMessage() + advice, e);
        }
    }

    private void checkNames(Map<String, ?> row) {
        if (strictness == Strictness.DECLARED || names.containsAll(row.keySet())) {
            return;
        }
        String name = row.keySet().stream()
                .filter(key -> !names.contains(key))
                .findFirst()
                .orElseThrow();
        throw misfit(
                count,
                name,
                strictness == Strictness.FIXED
                        ? "is none of this source"
                        : "is in none of the first " + SAMPLE + " rows. Declare the columns in fields",
                null);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            close(rows);
        }
    }

    private static void close(Iterator<?> rows) {
        if (!(rows instanceof AutoCloseable closeable)) {
            return;
        }
        try {
            closeable.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // AutoCloseable declares no narrower one
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
