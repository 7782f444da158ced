package dev.wadi.pipeline;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads and the memory of runs. Thread-safe. */
final class RunResources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunResources.class);

    private final LongSupplier memory;
    private final ExecutorService threads = new ReadThreads(named("wadi-read"));
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1, named("wadi-timer"));
    private @Nullable BufferAllocator allocator;

    /** @param memory how many bytes the database of one run may use before it spills */
    RunResources(LongSupplier memory) {
        this.memory = memory;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    ExecutorService threads() {
        return threads;
    }

    ScheduledExecutorService timers() {
        return timers;
    }

    /** How many bytes the database of a run may use. */
    long databaseMemory() {
        return memory.getAsLong();
    }

    /** The memory of a run's batches. The first one takes a while: Arrow starts. */
    synchronized BufferAllocator memoryOf(String run) {
        BufferAllocator present = allocator;
        if (present == null) {
            present = new RootAllocator();
            allocator = present;
        }
        return present.newChildAllocator(run, 0, Long.MAX_VALUE);
    }

    /** Called when no run goes on. */
    @Override
    public synchronized void close() {
        timers.shutdownNow();
        threads.shutdown();
        try {
            if (allocator != null) {
                allocator.close();
            }
        } catch (IllegalStateException e) {
            LOG.warn("memory of runs was not given back: {}", e.getMessage());
        }
    }
}
