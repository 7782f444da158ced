package dev.wadi.connection.camel;

import dev.wadi.batch.Params;
import dev.wadi.batch.RowBatches;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a component's consumer, until none has come for a while, or there are enough. The consumer hands over one
 * message at a time and waits until it is taken, so that none is lost that nobody reads.
 */
final class CamelTap implements Iterator<Map<String, @Nullable Object>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CamelTap.class);
    private static final Duration TRIAL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final long SLICE = 50;

    private final CamelStages connection;
    private final TapStage stage;
    private final MessageRows messages;
    private final Receipts receipts;
    private final Duration idle;
    private final Duration first;
    private final int limit;
    private final Endpoint endpoint;
    private final Consumer consumer;
    private final SynchronousQueue<Taken> handOver = new SynchronousQueue<>();
    private final ArrayDeque<Map<String, @Nullable Object>> rows = new ArrayDeque<>();
    private final AutoCloseable cancelled;
    private int taken;
    /** None came for as long as it is to wait. */
    private boolean silent;

    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean complete;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** A message that was handed over; its rows, or why it has none. */
    private record Taken(List<Map<String, @Nullable Object>> rows, @Nullable RuntimeException failure) {}

    private CamelTap(CamelStages connection, TapStage stage) throws Exception {
        this.connection = connection;
        this.stage = stage;
        Params params = Params.of(stage.params());
        this.messages = new MessageRows(
                params.choice("body", MessageRows.Text.class).orElse(MessageRows.Text.AUTO), params.texts("headers"));
        this.idle = params.seconds("idle", Duration.ofSeconds(5));
        this.first = params.seconds("first", idle.multipliedBy(3));
        this.limit = params.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        Map<String, Object> options = new LinkedHashMap<>(params.map("options"));
        params.done();
        options.replaceAll((name, value) -> String.valueOf(value)); // as they come from a URI
        this.receipts = connection.receipts(options);
        this.endpoint =
                connection.endpoint(connection.camelContext(), stage.locator().orElse(""), options);
        this.consumer = endpoint.createConsumer(this::take);
        if (consumer instanceof DefaultConsumer known) {
            known.setExceptionHandler(new Failures());
        }
        this.cancelled = stage.run().whenCancelled(() -> closed = true);
    }

    /** Begins to read. */
    static BatchReader open(CamelStages connection, TapStage stage) throws Exception {
        CamelTap tap = new CamelTap(connection, stage);
        boolean opened = false;
        try {
            connection.test(TRIAL); // many consumers only log that a server is not there, and try again
            ServiceHelper.startService(tap.endpoint, tap.consumer);
            BatchReader reader = RowBatches.of(stage.run().allocator(), stage.fields(), tap);
            opened = true;
            return new Whole(reader, tap);
        } finally {
            if (!opened) {
                tap.close();
            }
        }
    }

    /** Notes that all rows were read: what is only looked at to tell the columns comes once more. */
    private record Whole(BatchReader rows, CamelTap tap) implements BatchReader {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            VectorSchemaRoot batch = rows.next();
            tap.complete = batch == null;
            return batch;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** What goes wrong in the consumer's own threads, which would only be logged otherwise. */
    private final class Failures implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            if (!closed) {
                failure = exception;
            }
        }

        @Override
        public void handleException(String message, Throwable exception) {
            handleException(exception);
        }

        @Override
        public void handleException(String message, @Nullable Exchange exchange, Throwable exception) {
            handleException(exception);
        }
    }

    /** On the component's thread. */
    private void take(Exchange exchange) throws InterruptedException {
        Taken message;
        try {
            message = new Taken(messages.of(exchange.getIn()), null);
        } catch (RuntimeException e) {
            message = new Taken(List.of(), e);
        }
        receipts.keep(exchange);
        while (!closed) {
            if (handOver.offer(message, SLICE, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        exchange.setException(new IllegalStateException("the tap '" + stage.name() + "' has ended"));
        receipts.giveBack(exchange);
    }

    @Override
    public boolean hasNext() {
        while (rows.isEmpty() && taken < limit && !silent) {
            Taken message = await(taken == 0 ? first : idle);
            if (message == null) {
                silent = true;
                break;
            }
            taken++;
            if (message.failure() != null) {
                throw new IllegalArgumentException(
                        "message " + taken + ": " + message.failure().getMessage(), message.failure());
            }
            rows.addAll(message.rows());
        }
        return !rows.isEmpty();
    }

    private @Nullable Taken await(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            do {
                Taken message = handOver.poll(SLICE, TimeUnit.MILLISECONDS);
                if (message != null) {
                    return message;
                }
                check();
            } while (System.nanoTime() < end);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for messages", e);
        }
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("the run was cancelled");
        }
        Throwable thrown = failure;
        if (thrown != null) {
            throw new ConnectionException(
                    connection.connId(),
                    "its consumer failed: " + thrown.getClass().getSimpleName(),
                    thrown);
        }
    }

    @Override
    public Map<String, @Nullable Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more messages");
        }
        return rows.remove();
    }

    /** Stops the consumer. What was taken is acknowledged when the run has ended well, or given back. */
    @Override
    public void close() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        boolean safe = complete && failure == null && !closed;
        closed = true;
        try {
            cancelled.close();
        } catch (Exception e) { // AutoCloseable declares no narrower one
            throw new IllegalStateException(e);
        } finally {
            end(safe);
        }
    }

    private void end(boolean safe) {
        ServiceHelper.suspendService(consumer);
        awaitPoll();
        if (!receipts.needConsumer()) {
            ServiceHelper.stopAndShutdownService(consumer);
        }
        if (!safe || !stage.run().whenEnded(committed -> settle(committed))) {
            settle(safe);
        }
    }

    /** A consumer that polls has then given back what nobody takes, and does nothing on its thread. */
    private void awaitPoll() {
        long end = System.nanoTime() + POLL.toNanos();
        while (consumer instanceof ScheduledPollConsumer polling && polling.isPolling() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLICE));
        }
    }

    private void settle(boolean safe) {
        try {
            receipts.settle(safe);
        } catch (Exception e) { // of the driver, whichever it is
            LOG.warn(
                    "connection '{}': messages of the tap '{}' were not acknowledged, and will come once more",
                    connection.connId(),
                    stage.name(),
                    e);
        } finally {
            ServiceHelper.stopAndShutdownService(consumer);
            CamelStages.release(endpoint);
        }
    }
}
