package dev.wadi.connection.custom;

import dev.wadi.spi.ConnectionException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a plugin's code: with its own class loader as the thread's, and with errors that name the connection and the
 * class. Thread-safe.
 *
 * @param name the class, as its author calls it
 */
record PluginCalls(String connId, String name, ClassLoader loader) {

    /**
     * Makes a call.
     *
     * @param method what is called, such as {@code sink}
     */
    <R> @Nullable R call(String method, Callable<@Nullable R> call) throws InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.call();
        } catch (ConnectionException | InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError e) { // whatever the plugin throws
            throw failure(method, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What the plugin threw, as a failure of the connection. */
    ConnectionException failure(String method, Throwable thrown) {
        String kind = thrown.getClass().getSimpleName();
        String message = thrown.getMessage();
        return new ConnectionException(
                connId, name + "." + method + " failed: " + kind + (message == null ? "" : ": " + message), thrown);
    }
}
