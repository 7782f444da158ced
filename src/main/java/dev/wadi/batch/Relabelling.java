package dev.wadi.batch;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Gives batches the columns that they should have. The memory stays the same where only a name for its meaning is added;
 * UUIDs come as bytes of any length and become those of sixteen.
 */
public final class Relabelling {

    private final Schema schema;

    /** What gives batches these columns, as many as they have. */
    public Relabelling(Schema schema) {
        this.schema = schema;
    }

    /** The columns that batches should have. */
    public Schema schema() {
        return schema;
    }

    /** The batch with the columns of the schema; the one that is given is closed. */
    public VectorSchemaRoot apply(VectorSchemaRoot batch) {
        if (batch.getSchema().equals(schema)) {
            return batch;
        }
        List<FieldVector> vectors = new ArrayList<>();
        try (batch) {
            for (int i = 0; i < schema.getFields().size(); i++) {
                vectors.add(vector(i, batch.getVector(i), batch.getRowCount()));
            }
            return new VectorSchemaRoot(schema, vectors, batch.getRowCount());
        } catch (RuntimeException e) {
            vectors.forEach(FieldVector::close);
            throw e;
        }
    }

    private FieldVector vector(int column, FieldVector from, int rows) {
        BufferAllocator allocator = from.getAllocator();
        FieldVector to = schema.getFields().get(column).createVector(allocator);
        if (Columns.isUuid(to.getField()) && from instanceof VarBinaryVector bytes) {
            fill((FixedSizeBinaryVector) to, bytes, rows);
            return to;
        }
        VectorSchemaRoot one = new VectorSchemaRoot(List.of(from.getField()), List.of(from), rows);
        try (ArrowRecordBatch loaded = new VectorUnloader(one).getRecordBatch()) {
            new VectorLoader(new VectorSchemaRoot(List.of(to.getField()), List.of(to), rows)).load(loaded);
        }
        return to;
    }

    private static void fill(FixedSizeBinaryVector to, VarBinaryVector from, int rows) {
        to.allocateNew(rows);
        for (int i = 0; i < rows; i++) {
            if (from.isNull(i)) {
                to.setNull(i);
            } else {
                to.set(i, from.get(i));
            }
        }
        to.setValueCount(rows);
    }
}
