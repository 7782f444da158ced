package dev.wadi.connection.duckdb;

import dev.wadi.batch.Relabelling;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import java.util.concurrent.CancellationException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of a query and the session that they come over, under the names and types that batches have. */
final class DuckDbReading implements BatchReader {

    private final String connId;
    private final SqlSession session;
    private final BatchReader rows;
    private final Relabelling relabelling;
    private boolean ended;
    private boolean closed;

    DuckDbReading(String connId, SqlSession session, BatchReader rows, Schema schema) {
        this.connId = connId;
        this.session = session;
        this.rows = rows;
        this.relabelling = new Relabelling(schema);
    }

    @Override
    public Schema schema() {
        return relabelling.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        try {
            VectorSchemaRoot batch = rows.next();
            ended = batch == null;
            return batch == null ? null : relabelling.apply(batch);
        } catch (java.io.IOException e) {
            if (session.cancelled()) {
                CancellationException cancelled = new CancellationException("the run was cancelled");
                cancelled.initCause(e);
                throw cancelled;
            }
            throw new ConnectionException(connId, "the query failed: " + DuckDbFailure.reason(e), e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (!ended) {
            session.cancel();
        }
        rows.close();
        session.close();
    }
}
