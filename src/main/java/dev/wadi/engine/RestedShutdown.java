package dev.wadi.engine;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Service;
import org.apache.camel.StatefulService;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Stops routes that are at rest on the thread that asks. Camel gives each to another thread and waits for it with a lock that
 * everything else needs; that is kept for routes that have work.
 */
final class RestedShutdown extends DefaultShutdownStrategy {

    RestedShutdown(CamelContext context) {
        super(context);
    }

    @Override
    protected boolean doShutdown(
            CamelContext context,
            List<RouteStartupOrder> routes,
            long timeout,
            TimeUnit unit,
            boolean suspendOnly,
            boolean abortAfterTimeout,
            boolean force)
            throws Exception {
        if (suspendOnly || force || !routes.stream().allMatch(route -> rests(context, route))) {
            return super.doShutdown(context, routes, timeout, unit, suspendOnly, abortAfterTimeout, force);
        }
        routes.forEach(this::stop);
        return true;
    }

    /** Whether it receives nothing any more and has nothing in hand. */
    private static boolean rests(CamelContext context, RouteStartupOrder route) {
        return isClosed(route.getInput())
                && context.getInflightRepository().size(route.getRoute().getRouteId()) == 0
                && getPendingInflightExchanges(route) == 0;
    }

    /** @param consumer null when the route was stopped before */
    private static boolean isClosed(@Nullable Consumer consumer) {
        return consumer == null
                || consumer instanceof StatefulService service && (service.isSuspended() || service.isStopped());
    }

    private void stop(RouteStartupOrder route) {
        Consumer consumer = route.getInput();
        if (consumer != null) {
            prepare(consumer);
            shutdownNow(route.getRoute().getRouteId(), consumer);
        }
        for (Service service : route.getServices()) {
            ServiceHelper.getChildServices(service, true).forEach(RestedShutdown::prepare);
        }
    }

    private static void prepare(Service service) {
        if (service instanceof ShutdownPrepared prepared) {
            prepared.prepareShutdown(false, false);
        }
    }
}
