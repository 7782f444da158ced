package dev.wadi.spi;

/**
 * An open connection beside which no other version of itself may be open, depending on what was done with it: the server would
 * take the one for the other. {@link ConnectionType#excludes} is for what settings alone tell.
 */
public interface Exclusive {

    /** Whether it is so by now. Then a change has it drain and close before the next version is opened. Called on any thread. */
    boolean isExclusive();
}
