package dev.wadi.pipeline;

import dev.wadi.batch.Bookmarks;
import dev.wadi.batch.HighestValue;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.TapStage;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an incremental tap. When all of them have been taken, the highest value becomes the tap's bookmark; before, it
 * stays as it was. The rows are not handed over in another form, since then nobody would see their values.
 */
final class BookmarkedReader implements BatchReader {

    private final BatchReader rows;
    private final String tap;
    private final TapStage.Range range;
    private final Map<String, Object> bookmarks;
    private final HighestValue highest;

    /** @param bookmarks where the tap's bookmark goes */
    BookmarkedReader(BatchReader rows, String tap, TapStage.Range range, Map<String, Object> bookmarks) {
        this.rows = rows;
        this.tap = tap;
        this.range = range;
        this.bookmarks = bookmarks;
        this.highest = new HighestValue(rows.schema(), range.column());
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        VectorSchemaRoot batch = rows.next();
        if (batch != null) {
            highest.add(batch);
        } else {
            reached().ifPresent(value -> bookmarks.put(tap, value));
        }
        return batch;
    }

    /** Where an end was set, it is reached, whatever is left of the rows before it. */
    private Optional<Object> reached() {
        if (range.upTo().isPresent()) {
            return range.upTo();
        }
        Optional<Object> seen = highest.get();
        return range.after()
                .filter(after -> seen.isEmpty() || Bookmarks.compare(after, seen.get()) >= 0)
                .or(() -> seen);
    }

    @Override
    public void close() {
        rows.close();
    }
}
