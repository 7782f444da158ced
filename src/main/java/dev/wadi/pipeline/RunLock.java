package dev.wadi.pipeline;

/** That no other run of a pipeline begins, in this process or another. It ends with the process at the latest. */
interface RunLock extends AutoCloseable {

    /** Whether it still holds; a lock in a database ends when its session does. */
    boolean isHeld();

    @Override
    void close();
}
