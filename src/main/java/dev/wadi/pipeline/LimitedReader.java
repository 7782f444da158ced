package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows that have to be read within a time, from the first batch on; then the source is closed. */
final class LimitedReader implements BatchReader {

    private final BatchReader rows;
    private final String tap;
    private final Duration limit;
    private final ScheduledExecutorService timers;
    private final Executor closers;
    private volatile @Nullable Future<?> timer;
    private volatile boolean over;

    LimitedReader(BatchReader rows, String tap, Duration limit, ScheduledExecutorService timers, Executor closers) {
        this.rows = rows;
        this.tap = tap;
        this.limit = limit;
        this.timers = timers;
        this.closers = closers;
    }

    private void end() {
        over = true;
        closers.execute(rows::close); // which may wait for a server
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        if (timer == null) {
            timer = timers.schedule(this::end, limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        try {
            VectorSchemaRoot batch = rows.next();
            if (batch == null) {
                timer.cancel(false);
            }
            return batch;
        } catch (Exception e) { // whatever a source throws
            throw over
                    ? new StageFailedException(tap, "did not end within " + RunEnd.text(limit) + ", its timeout", e)
                    : e;
        }
    }

    /** What is handed over is not limited here: the timeout of the whole pipeline is. */
    @Override
    public <T> Optional<T> handOver(Class<T> form) {
        return Optional.empty();
    }

    @Override
    public void close() {
        Future<?> set = timer;
        if (set != null) {
            set.cancel(false);
        }
        rows.close();
    }
}
