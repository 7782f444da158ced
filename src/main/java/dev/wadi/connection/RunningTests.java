package dev.wadi.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The tests of changed versions that go on now, which are given up when something else is written. Thread-safe. */
final class RunningTests {

    private final Map<String, Test> running = new HashMap<>();

    private static final class Test {

        private final Thread thread = Thread.currentThread();
        private boolean givenUp;
    }

    /** Something else was written while a version was tested; there is nothing to say of that version. */
    static final class SupersededException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SupersededException(String connId, RuntimeException cause) {
            super("the test of connection '" + connId + "' was given up", cause);
        }
    }

    /**
     * Makes a test on this thread; a connection has one at a time.
     *
     * @throws SupersededException when it was given up, and failed because of that
     */
    <T> T run(String connId, Supplier<T> test) {
        Test one = new Test();
        synchronized (running) {
            running.put(connId, one);
        }
        try {
            return test.get();
        } catch (RuntimeException e) { // whatever a driver makes of the interruption
            if (isGivenUp(one)) {
                throw new SupersededException(connId, e);
            }
            throw e;
        } finally {
            end(connId, one);
        }
    }

    private boolean isGivenUp(Test test) {
        synchronized (running) {
            return test.givenUp;
        }
    }

    /** The thread goes on with other work, which the interruption does not concern. */
    private void end(String connId, Test test) {
        synchronized (running) {
            running.remove(connId);
            if (test.givenUp) {
                Thread.interrupted();
            }
        }
    }

    /** Gives up the test of a connection, if there is one; a test that cannot be interrupted goes on to its end. */
    void giveUp(String connId) {
        synchronized (running) {
            Test test = running.get(connId);
            if (test != null) {
                test.givenUp = true;
                test.thread.interrupt();
            }
        }
    }
}
