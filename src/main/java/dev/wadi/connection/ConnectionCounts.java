package dev.wadi.connection;

/**
 * How often connections were changed since the start.
 *
 * @param swaps changed versions that were put into use
 * @param changesInPlace changes that the version in use took over
 * @param failedChanges changed versions that could not be put into use, each counted once however often it is tried again
 * @param drains versions that still had work to end when they went out of use
 * @param expiredDrains those among them that were closed because their time was over
 * @param draining versions that are out of use and have work to end now
 */
public record ConnectionCounts(
        long swaps, long changesInPlace, long failedChanges, long drains, long expiredDrains, int draining) {}
