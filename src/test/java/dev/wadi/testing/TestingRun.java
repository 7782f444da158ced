package dev.wadi.testing;

import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.RunScope;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.TapStage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run for tests of taps and sinks without a pipeline. Closing it fails when Arrow memory is left. */
public final class TestingRun implements RunScope, AutoCloseable {

    private final BufferAllocator allocator = new RootAllocator();
    private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
    private final String id;
    private @Nullable Connection duckdb;
    private long memory = 1L << 30;

    public TestingRun(String id) {
        this.id = id;
    }

    public TestingRun() {
        this("run-1");
    }

    @Override
    public String pipeline() {
        return "testing";
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger(TestingRun.class);
    }

    @Override
    public Connection duckdb() throws SQLException {
        Connection present = duckdb;
        if (present == null) {
            present = DriverManager.getConnection("jdbc:duckdb:");
            duckdb = present;
        }
        return present;
    }

    /** Gives databases of stages so much memory. */
    public void memory(long bytes) {
        memory = bytes;
    }

    @Override
    public long memory() {
        return memory;
    }

    @Override
    public AutoCloseable whenCancelled(Runnable action) {
        onCancel.add(action);
        return () -> onCancel.remove(action);
    }

    /** Cancels what the run is doing. */
    public void cancel() {
        onCancel.forEach(Runnable::run);
    }

    /** A tap of all rows. */
    public TapStage tap(@Nullable String query, @Nullable String locator, Map<String, Object> params) {
        return new Tap(
                this,
                "tap",
                Optional.ofNullable(query),
                Optional.ofNullable(locator),
                List.of(),
                params,
                Optional.empty());
    }

    /** A tap of a part of the rows. */
    public TapStage tap(@Nullable String query, @Nullable String locator, TapStage.Range range) {
        return new Tap(
                this,
                "tap",
                Optional.ofNullable(query),
                Optional.ofNullable(locator),
                List.of(),
                Map.of(),
                Optional.of(range));
    }

    /** A sink into a table, folder or file. */
    public Sink sink(@Nullable String locator, SinkMode mode, String... key) {
        return new Sink(
                this,
                "sink",
                Optional.empty(),
                Optional.ofNullable(locator),
                List.of(),
                Map.of(),
                mode,
                List.of(key),
                true,
                new RunMark("testing", "sink", id, 0, Map.of()));
    }

    @Override
    public void close() throws SQLException {
        if (duckdb != null) {
            duckdb.close();
        }
        allocator.close();
    }

    private record Tap(
            RunScope run,
            String name,
            Optional<String> query,
            Optional<String> locator,
            List<DeclaredColumn> fields,
            Map<String, Object> params,
            Optional<Range> range)
            implements TapStage {}

    /** A sink; the {@code with…} methods give it something else. */
    public record Sink(
            RunScope run,
            String name,
            Optional<String> query,
            Optional<String> locator,
            List<DeclaredColumn> fields,
            Map<String, Object> params,
            SinkMode mode,
            List<String> key,
            boolean create,
            RunMark mark)
            implements SinkStage {

        /** The same with these params. */
        public Sink withParams(Map<String, Object> changed) {
            return new Sink(run, name, query, locator, fields, changed, mode, key, create, mark);
        }

        /** The same that creates nothing. */
        public Sink withoutCreate() {
            return new Sink(run, name, query, locator, fields, params, mode, key, false, mark);
        }

        /** The same with another mark. */
        public Sink withMark(RunMark changed) {
            return new Sink(run, name, query, locator, fields, params, mode, key, create, changed);
        }
    }
}
