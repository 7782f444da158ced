package dev.wadi.connection.jdbc;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result set as batches, for drivers that have nothing better. Its session is closed with it, or after the last
 * row. Closing may come from another thread.
 */
public final class ResultSetRows implements BatchReader {

    private static final int MAX_ROWS = 65_536;
    private static final int MAX_CELLS = 2_000_000;
    private static final long MAX_BYTES = 16L << 20;

    private final SqlSession session;
    private final Statement statement;
    private final ResultSet rows;
    private final List<ResultColumn> columns;
    private final Origin origin;
    private final BufferAllocator allocator;
    private final Schema schema;
    private final int batchRows;
    private long rowsBefore;
    private boolean reading;
    private boolean ended;
    private boolean released;
    private boolean closed;

    /**
     * Where rows come from.
     *
     * @param connId the connection
     * @param what how messages call the query
     * @param reason the text of a failure
     * @param readsToTheEnd whether the driver reads all rows when a result is closed before its end; then the connection is
     *     ended instead
     */
    public record Origin(String connId, String what, Function<SQLException, String> reason, boolean readsToTheEnd) {}

    /** The rows of a result that nobody has moved yet. Takes the session over. */
    public ResultSetRows(
            SqlSession session,
            Statement statement,
            ResultSet rows,
            List<ResultColumn> columns,
            Origin origin,
            BufferAllocator allocator) {
        this.session = session;
        this.statement = statement;
        this.rows = rows;
        this.columns = List.copyOf(columns);
        this.origin = origin;
        this.allocator = allocator;
        this.schema = new Schema(columns.stream().map(ResultColumn::field).toList());
        this.batchRows = Math.max(1, Math.min(MAX_ROWS, MAX_CELLS / Math.max(1, columns.size())));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws SQLException {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the result is closed");
            }
            if (ended) {
                return null;
            }
            reading = true;
        }
        try {
            return read();
        } finally {
            synchronized (this) {
                reading = false;
                if (ended) {
                    release();
                }
                notifyAll();
            }
        }
    }

    private @Nullable VectorSchemaRoot read() {
        VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
        try {
            int count = fill(batch);
            batch.setRowCount(count);
            rowsBefore += count;
            if (count > 0) {
                return batch;
            }
        } catch (SQLException e) {
            batch.close();
            throw failure(e);
        } catch (RuntimeException e) {
            batch.close();
            throw e;
        }
        batch.close();
        return null;
    }

    private int fill(VectorSchemaRoot batch) throws SQLException {
        FieldVector[] vectors = batch.getFieldVectors().toArray(FieldVector[]::new);
        for (FieldVector vector : vectors) {
            vector.setInitialCapacity(Math.min(batchRows, 1024));
        }
        long bytes = 0;
        int row = 0;
        while (row < batchRows && bytes < MAX_BYTES) {
            if (!rows.next()) {
                ended = true;
                break;
            }
            for (int i = 0; i < vectors.length; i++) {
                bytes += move(i, vectors[i], row);
            }
            row++;
        }
        return row;
    }

    private int move(int column, FieldVector into, int row) throws SQLException {
        try {
            return columns.get(column).reader().read(rows, column + 1, into, row);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(
                    origin.connId(),
                    origin.what() + ", column '" + into.getName() + "', row " + (rowsBefore + row + 1) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private RuntimeException failure(SQLException e) {
        if (session.cancelled()) {
            CancellationException cancelled = new CancellationException("the run was cancelled");
            cancelled.initCause(e);
            return cancelled;
        }
        return new ConnectionException(
                origin.connId(), origin.what() + ": " + origin.reason().apply(e), e);
    }

    private void release() {
        if (released) {
            return;
        }
        released = true;
        if (!ended && origin.readsToTheEnd()) {
            session.abort();
        }
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            session.abort();
        } finally {
            session.close();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (reading) {
                session.cancel();
            }
        }
        boolean interrupted = false;
        while (reading) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        release();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
