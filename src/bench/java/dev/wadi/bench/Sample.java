package dev.wadi.bench;

/**
 * What one measured thing took.
 *
 * @param wall time that passed
 * @param cpu time of the processor, which hardly depends on what else the machine does
 * @param bytes memory that was allocated, which does not depend on it at all; 0 when it is not known
 */
record Sample(double wall, double cpu, double bytes) {}
