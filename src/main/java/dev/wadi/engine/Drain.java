package dev.wadi.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
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

    /**
     * Waits until they are at rest, for as long as Camel's shutdown may take.
     *
     * @return whether they are
     */
    boolean await() {
        ShutdownStrategy strategy = context.getShutdownStrategy();
        long end = System.nanoTime() + strategy.getTimeUnit().toNanos(strategy.getTimeout());
        List<Route> needed = routes.stream().filter(Drain::isNeeded).toList();
        List<Route> others =
                routes.stream().filter(route -> !needed.contains(route)).toList();
        others.forEach(Drain::close);
        boolean rests = awaitNone(() -> size(others), end);
        for (Route route : needed) { // the others need it no more; a queue is worked off first
            rests &= awaitNone(() -> queued(route), end);
            close(route);
        }
        rests &= awaitNone(this::size, end);
        if (!routes.isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS); // a caller may have had a consumer in hand, and not begun
            rests &= awaitNone(this::size, end);
        }
        if (!rests) {
            LOG.warn("{}: {} exchanges have not ended in time, and are stopped", this, size());
        }
        return rests;
    }

    /** How many exchanges of theirs have begun, or are about to begin. */
    private int size() {
        return size(routes);
    }

    private int size(List<Route> some) {
        return some.stream().mapToInt(this::size).sum();
    }

    private int size(Route route) {
        Consumer consumer = route.getConsumer();
        boolean polls = consumer instanceof ScheduledPollConsumer scheduled && scheduled.isPolling();
        return context.getInflightRepository().size(route.getRouteId()) + queued(route) + (polls ? 1 : 0);
    }

    private static int queued(Route route) {
        return route.getConsumer() instanceof ShutdownAware queue ? queue.getPendingExchangesSize() : 0;
    }

    private static boolean awaitNone(IntSupplier size, long end) {
        while (size.getAsInt() > 0) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
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
