package dev.wadi.connection.postgres;

import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.postgresql.copy.CopyIn;

/** Writes batches as the rows of binary COPY. */
final class RowEncoder {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final int END = -1;

    private final ColumnEncoder[] encoders;
    private final Schema schema;
    private final CopyBlock block = new CopyBlock();
    private long rowsBefore;

    /**
     * @throws IllegalArgumentException when a column of the rows does not fit in the table's
     */
    RowEncoder(Schema schema, List<TypedColumn> columns) {
        this.schema = schema;
        this.encoders = new ColumnEncoder[columns.size()];
        for (int i = 0; i < encoders.length; i++) {
            encoders[i] = Encoders.of(schema.getFields().get(i), columns.get(i).type());
        }
    }

    /** Writes all batches, without ending the COPY. */
    void write(BatchReader rows, CopyIn copy) throws Exception {
        block.put(HEADER);
        for (VectorSchemaRoot batch = rows.next(); batch != null; batch = rows.next()) {
            try (VectorSchemaRoot open = batch) {
                write(open, copy);
            }
        }
        block.putShort(END);
        send(copy);
    }

    private void write(VectorSchemaRoot batch, CopyIn copy) throws SQLException {
        for (int column = 0; column < encoders.length; column++) {
            encoders[column].bind(batch.getVector(column));
        }
        int number = batch.getRowCount();
        for (int row = 0; row < number; row++) {
            write(row);
            if (block.length() >= CopyBlock.FULL) {
                send(copy);
            }
        }
        rowsBefore += number;
    }

    private void write(int row) {
        block.putShort(encoders.length);
        int column = 0;
        try {
            for (; column < encoders.length; column++) {
                encoders[column].write(row, block);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "column '" + schema.getFields().get(column).getName() + "', row " + (rowsBefore + row + 1) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private void send(CopyIn copy) throws SQLException {
        copy.writeToCopy(block.bytes(), 0, block.length());
        block.clear();
    }
}
