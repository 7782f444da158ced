package dev.wadi.engine;

import dev.wadi.connection.WorkCounter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts the exchanges of routes by the id of the route, so that a route that is replaced goes on counting. Pipelines count
 * their runs themselves. Camel's own counts need JMX, and its Micrometer policy a registry from the start. Thread-safe.
 */
final class RouteCounter implements RoutePolicyFactory, RoutePolicy {

    /** The exchange property that says when the exchange came into the route that it is in. */
    private static final String ENTERED = "WadiRouteEntered";

    private final Map<String, Counted> routes = new ConcurrentHashMap<>();

    private record Counted(WorkCounter work, LongAdder handled) {}

    /** @param outer where the exchange came from, when it is still in another route as well */
    private record Entered(String route, long nanos, @Nullable Entered outer) {}

    @Override
    public @Nullable RoutePolicy createRoutePolicy(CamelContext context, String id, NamedNode route) {
        boolean isPipeline = route instanceof RouteDefinition definition
                && definition.getInput() != null
                && String.valueOf(definition.getInput().getEndpointUri()).startsWith("pipeline:");
        return isPipeline ? null : this;
    }

    @Override
    public void onInit(Route route) {
        of(route.getRouteId());
    }

    private Counted of(String id) {
        Counted known = routes.get(id);
        return known != null
                ? known
                : routes.computeIfAbsent(id, absent -> new Counted(new WorkCounter(), new LongAdder()));
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        Entered outer = (Entered) exchange.getProperty(ENTERED);
        exchange.setProperty(ENTERED, new Entered(route.getRouteId(), System.nanoTime(), outer));
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (!(exchange.getProperty(ENTERED) instanceof Entered entered)
                || !entered.route().equals(route.getRouteId())) {
            return; // a step of the route removed it
        }
        leave(exchange, entered.outer());
        Counted counted = of(entered.route());
        counted.work().done(System.nanoTime() - entered.nanos(), exchange.isFailed());
        if (!exchange.isFailed() && exchange.getExchangeExtension().isFailureHandled()) {
            counted.handled().increment();
        }
    }

    private static void leave(Exchange exchange, @Nullable Entered outer) {
        if (outer == null) {
            exchange.removeProperty(ENTERED);
        } else {
            exchange.setProperty(ENTERED, outer);
        }
    }

    /** What was counted of the routes that a context has now. */
    List<RouteTraffic> traffic(CamelContext context) {
        return context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(routes::containsKey)
                .sorted()
                .map(id -> traffic(context, id, of(id)))
                .toList();
    }

    private static RouteTraffic traffic(CamelContext context, String id, Counted counted) {
        return new RouteTraffic(
                id,
                context.getInflightRepository().size(id),
                counted.handled().sum(),
                counted.work().counts());
    }

    @Override
    public void onRemove(Route route) {
        // it may be about to come back
    }

    @Override
    public void onStart(Route route) {
        // nothing is counted of it
    }

    @Override
    public void onStop(Route route) {
        // nothing is counted of it
    }

    @Override
    public void onSuspend(Route route) {
        // nothing is counted of it
    }

    @Override
    public void onResume(Route route) {
        // nothing is counted of it
    }
}
