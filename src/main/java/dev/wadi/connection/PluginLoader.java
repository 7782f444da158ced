package dev.wadi.connection;

import java.util.function.Supplier;

/**
 * Runs what belongs to connection types with a class loader as the thread's, so that drivers and components in plugins are
 * found: types come from Wadi's own loader, which does not see them. Thread-safe.
 */
public record PluginLoader(ClassLoader loader) {

    /** Does the work on this thread. */
    public <R> R call(Supplier<R> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
