package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.RowBatches;
import dev.wadi.spi.BatchReader;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why queries of taps fail, which DuckDB's driver does not say. Memory that is left fails the close. */
class RelationsTest {

    private static final int ROWS = 100_000;

    private final BufferAllocator allocator = new RootAllocator();
    private final AtomicInteger read = new AtomicInteger();
    private RunDatabase database;
    private Relations relations;

    @BeforeEach
    void open() throws Exception {
        database = RunDatabase.open(1L << 30);
        relations = new Relations(() -> database, allocator);
    }

    @AfterEach
    void close() throws Exception {
        relations.close();
        database.close();
        allocator.close();
    }

    /** A source with a value that is no number, far from its beginning. */
    private BatchReader source(String filling) {
        read.incrementAndGet();
        Iterator<Map<String, Object>> rows = IntStream.range(0, ROWS)
                .<Map<String, Object>>mapToObj(
                        i -> Map.of("s", i == ROWS - 10_000 ? "bad" : String.valueOf(i), "filling", filling))
                .iterator();
        return RowBatches.of(allocator, rows);
    }

    private void drain(String name) throws Exception {
        try (BatchReader rows = relations.read(name)) {
            for (VectorSchemaRoot batch = rows.next(); batch != null; batch = rows.next()) {
                batch.close();
            }
        }
    }

    @Test
    void theRowsThatWereTakenLastSayWhy() throws Exception {
        relations.stream("t", source(""), Optional::empty);
        relations.view("n", "select sum(s::int) as n from t");
        assertThatThrownBy(() -> drain("n"))
                .hasMessageStartingWith("Conversion Error: Could not convert string 'bad' to INT32");
        assertThat(read).hasValue(1);
    }

    private static final String ALL_ROWS = "select error('too many: ' || count(*)) as n from t having count(*) > 95000";

    @Test
    void aTapThatConsumesIsNotReadAgain() throws Exception {
        relations.stream("t", source("x".repeat(1000)), Optional::empty);
        relations.view("n", ALL_ROWS);
        assertThatThrownBy(() -> drain("n"))
                .hasMessage("the query failed, and DuckDB does not say why. Try it on fewer rows");
        assertThat(read).hasValue(1);
    }

    @Test
    void aTapThatChangesNothingIsReadAgainWhereOnlyAllRowsSayWhy() throws Exception {
        String filling = "x".repeat(1000);
        relations.stream("t", source(filling), () -> Optional.of(source(filling)));
        relations.view("n", ALL_ROWS);
        assertThatThrownBy(() -> drain("n")).hasMessageContaining("too many: 100000");
        assertThat(read).hasValue(2);
    }

    @Test
    void aQueryThatWorksKeepsNothing() throws Exception {
        relations.stream("t", source("x".repeat(1000)), Optional::empty);
        relations.view("n", "select count(*) as n from t");
        drain("n");
        assertThat(allocator.getAllocatedMemory()).isLessThan(10L << 20);
    }
}
