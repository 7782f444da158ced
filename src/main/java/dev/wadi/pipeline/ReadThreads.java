package dev.wadi.pipeline;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that read for runs, as many as are needed. Lines that they log belong to the run that gave them the work. */
final class ReadThreads extends ThreadPoolExecutor {

    ReadThreads(ThreadFactory named) {
        super(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), named);
    }

    @Override
    public void execute(Runnable task) {
        super.execute(LoggedIds.around(task));
    }
}
