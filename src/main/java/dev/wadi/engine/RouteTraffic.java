package dev.wadi.engine;

import dev.wadi.connection.WorkCounts;

/**
 * The exchanges of a route since the start, whatever versions of it there were.
 *
 * @param inFlight how many are in it now
 * @param handled how many met a failure that the route handled
 * @param exchanges those that are over
 */
public record RouteTraffic(String route, int inFlight, long handled, WorkCounts exchanges) {}
