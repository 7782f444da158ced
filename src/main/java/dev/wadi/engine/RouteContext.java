package dev.wadi.engine;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/**
 * A context in which a route is replaced in a time that hardly grows with the number of the others. Camel removes each route
 * three times, the first before it adds it and the last after it has removed it, and each time gathers the endpoints of all
 * routes from all their services.
 */
final class RouteContext extends DefaultCamelContext {

    private RouteContext() {
        super(false);
    }

    @Override
    public boolean removeRoute(String routeId) throws Exception {
        return getRouteServices().containsKey(routeId) && super.removeRoute(routeId);
    }

    @Override
    public void startRouteService(RouteService service, boolean addingRoutes) throws Exception {
        super.startRouteService(
                service instanceof Remembering ? service : new Remembering(service.getRoute()), addingRoutes);
    }

    /** Knows its endpoints, which are those of its services, while it runs. Used with the lock of the context. */
    private static final class Remembering extends RouteService {

        private @Nullable Set<Endpoint> endpoints;

        Remembering(Route route) {
            super(route);
        }

        @Override
        public Set<Endpoint> gatherEndpoints() {
            Set<Endpoint> known = endpoints;
            if (known == null) {
                known = super.gatherEndpoints();
                endpoints = isStarted() ? known : null; // it gets the rest of its services when it starts
            }
            return known;
        }

        @Override
        protected void doStop() {
            super.doStop();
            endpoints = null;
        }
    }

    /** Camel's main with such a context. */
    static final class OfMain extends Main {
        @Override
        protected CamelContext createCamelContext() {
            RouteContext context = new RouteContext();
            context.getCamelContextExtension().setRegistry(registry);
            return context;
        }
    }
}
