package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Rows one by one, for what is not in columns. */
public final class Rows {

    private Rows() {}

    /** The rows of a reader as maps of Java values, in the order of the columns. The reader is closed after the last one. */
    public static Cursor iterate(BatchReader batches) {
        return new RowIterator(batches);
    }

    /** Rows that are closed by who does not read them to their end. */
    public interface Cursor extends Iterator<Map<String, @Nullable Object>>, AutoCloseable {

        /** Closes the reader too. */
        @Override
        void close();
    }

    private static final class RowIterator implements Cursor {

        private final BatchReader batches;
        private @Nullable VectorSchemaRoot batch;
        private int row;
        private boolean ended;

        RowIterator(BatchReader batches) {
            this.batches = batches;
        }

        @Override
        public boolean hasNext() {
            while (!ended && (batch == null || row >= batch.getRowCount())) {
                advance();
            }
            return !ended;
        }

        private void advance() {
            closeBatch();
            row = 0;
            try {
                batch = batches.next();
            } catch (RuntimeException e) {
                close();
                throw e;
            } catch (Exception e) { // readers declare no narrower one
                close();
                throw new IllegalStateException(e.getMessage(), e);
            }
            if (batch == null) {
                close();
            }
        }

        @Override
        public Map<String, @Nullable Object> next() {
            if (!hasNext() || batch == null) {
                throw new NoSuchElementException("there are no more rows");
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (FieldVector column : batch.getFieldVectors()) {
                values.put(column.getName(), Values.get(column, row));
            }
            row++;
            return values;
        }

        private void closeBatch() {
            if (batch != null) {
                batch.close();
                batch = null;
            }
        }

        @Override
        public void close() {
            ended = true;
            closeBatch();
            batches.close();
        }
    }
}
