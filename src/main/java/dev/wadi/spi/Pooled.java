package dev.wadi.spi;

import java.time.Duration;

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
    record Use(int active, int idle, int waiting, int maximum) {

        /** How many are open. */
        public int open() {
            return active + idle;
        }
    }

    /** How much of the pool is in use now. Called on any thread; cheap, and opens nothing. */
    Use poolUse();

    /**
     * Opens some of the pool's connections before it comes into use, one after the other, so that the work that comes to it need
     * not wait for them. What cannot be opened now is opened when it is needed.
     *
     * @param connections how many are to be open
     * @param patience after which no further one is begun
     */
    default void open(int connections, Duration patience) {}
}
