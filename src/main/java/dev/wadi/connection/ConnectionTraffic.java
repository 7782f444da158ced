package dev.wadi.connection;

/**
 * What was done through a connection since the start, whatever versions of it there were.
 *
 * @param exchanges exchanges that were received or begun to be sent through {@code conn:}
 * @param failedExchanges those that failed
 * @param leases uses by stages, and of its beans
 * @param failedLeases those that failed: stages, and uses of a bean that got none
 * @param sent exchanges that were sent through {@code conn:} and are over
 */
public record ConnectionTraffic(
        String connId,
        String connType,
        long exchanges,
        long failedExchanges,
        long leases,
        long failedLeases,
        WorkCounts sent) {}
