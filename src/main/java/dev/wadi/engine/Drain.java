package dev.wadi.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets routes come to rest that are to be stopped: they receive nothing more, and exchanges that have begun are finished.
 * Camel does the same when it stops a route, but looks only once a second, and holds a lock meanwhile that everything else
 * needs; after this it has nothing to wait for.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private final CamelContext context;
    private final List<Route> routes;

    private Drain(CamelContext context, List<Route> routes) {
        this.context = context;
        this.routes = routes;
    }

    /** Of routes by their ids; those that are not there are at rest. */
    static Drain of(CamelContext context, Collection<String> ids) {
        List<Route> routes = new ArrayList<>();
        ids.forEach(id -> Optional.ofNullable(context.getRoute(id)).ifPresent(routes::add));
        return new Drain(context, routes);
    }

    /** How many exchanges of theirs have begun, or are about to begin. */
    int size() {
        return routes.stream().mapToInt(this::size).sum();
    }

    private int size(Route route) {
        Consumer consumer = route.getConsumer();
        boolean polls = consumer instanceof ScheduledPollConsumer scheduled && scheduled.isPolling();
        return context.getInflightRepository().size(route.getRouteId()) + queued(route) + (polls ? 1 : 0);
    }

    /**
     * Waits until they are at rest, for as long as Camel's shutdown may take.
     *
     * @return whether they are
     */
    boolean await() {
        ShutdownStrategy strategy = context.getShutdownStrategy();
        long end = System.nanoTime() + strategy.getTimeUnit().toNanos(strategy.getTimeout());
        routes.stream().filter(route -> !isNeeded(route)).forEach(Drain::close);
        boolean rests = await(route -> !isNeeded(route), end);
        // What the others called is needed no more. A queue is worked off first, as long as there is time.
        for (Route route : routes) {
            if (isNeeded(route)) {
                rests &= awaitEmpty(route, end);
                close(route);
            }
        }
        rests &= await(route -> true, end);
        if (!rests) {
            LOG.warn("{}: {} exchanges have not ended in time, and are stopped", this, size());
        }
        return rests;
    }

    private static boolean awaitEmpty(Route route, long end) {
        while (queued(route) > 0) {
            if (isOver(end)) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    private static int queued(Route route) {
        return route.getConsumer() instanceof ShutdownAware queue ? queue.getPendingExchangesSize() : 0;
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted();
    }

    /** Looks twice, because a caller may hold a consumer and not have begun. */
    private boolean await(Predicate<Route> which, long end) {
        List<Route> awaited = routes.stream().filter(which).toList();
        int quiet = 0;
        while (quiet < 2 && !awaited.isEmpty()) {
            quiet = awaited.stream().allMatch(route -> size(route) == 0) ? quiet + 1 : 0;
            if (isOver(end)) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Whether others call it ({@code direct:}, {@code seda:}), who may be in the middle of it. */
    private static boolean isNeeded(Route route) {
        return route.getConsumer() instanceof ShutdownAware aware
                && aware.deferShutdown(route.getShutdownRunningTask());
    }

    private static void close(Route route) {
        try {
            Consumer consumer = route.getConsumer();
            if (consumer instanceof Suspendable) {
                ServiceHelper.suspendService(consumer);
            } else {
                ServiceHelper.stopService(consumer);
            }
        } catch (RuntimeException e) { // whatever a component throws; stopping the route tries again
            LOG.warn("route {} did not stop receiving: {}", route.getRouteId(), e.getMessage());
        }
    }

    @Override
    public String toString() {
        return String.join(", ", routes.stream().map(Route::getRouteId).toList());
    }
}
