package dev.wadi.spi;

/** An open connection that keeps a pool. */
public interface Pooled {

    /**
     * How much of a pool is in use.
     *
     * @param active how many are in use
     * @param idle how many are open and unused
     * @param waiting how many threads wait for one
     * @param maximum how many may be open
     */
    record Use(int active, int idle, int waiting, int maximum) {}

    /** How much of the pool is in use now. Called on any thread; cheap, and opens nothing. */
    Use poolUse();
}
