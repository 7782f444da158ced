package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.engine.RouteDocument.RouteId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Puts the routes of one file into a Camel context, and takes them out. Used on one thread. */
final class RouteLoader {

    /** For what is left in flight after a drain; Camel waits with a lock that everything else needs. */
    private static final long REST_SECONDS = 1;

    private static final String YAML = "yaml";

    private final ModelCamelContext context;

    RouteLoader(ModelCamelContext context) {
        this.context = context;
    }

    /**
     * Parses a file as Camel does, without adding anything to the context.
     *
     * @throws ConfigurationException when Camel cannot read it
     */
    void parse(RouteDocument document) {
        try {
            for (RoutesBuilder builder : builders(document)) {
                RouteBuilder routes = (RouteBuilder) builder;
                routes.setCamelContext(context);
                routes.configure();
            }
        } catch (Exception e) { // Camel declares no narrower one
            throw new ConfigurationException(new RouteFailure(document, only(document), e).problem());
        }
    }

    /**
     * Makes routes of a file in a context that is not started, so that nothing of them starts.
     *
     * @throws ConfigurationException when Camel cannot make a route of it
     */
    static void make(DefaultCamelContext context, RouteDocument document, Set<String> ids) {
        try {
            new RouteLoader(context).addBuilders(document, ids);
            context.startRouteDefinitions();
        } catch (Exception e) { // Camel declares no narrower one
            throw new ConfigurationException(new RouteFailure(document, only(document), e).problem());
        }
    }

    /**
     * Adds routes of a file, all or none, which start when the context has started.
     *
     * @throws ConfigurationException when Camel cannot make a route of it
     * @throws CannotStartException when a route was made and could not start, because something outside failed
     */
    void add(RouteDocument document, Set<String> ids) throws CannotStartException {
        try {
            addBuilders(document, ids);
        } catch (Exception e) { // Camel declares no narrower one
            RouteFailure failure = new RouteFailure(document, failed(document), e);
            Drain.of(context, ids).await();
            remove(ids);
            if (failure.isOfTheWorld()) {
                throw failure.cannotStart();
            }
            throw new ConfigurationException(failure.problem());
        }
    }

    private void addBuilders(RouteDocument document, Set<String> ids) throws Exception {
        for (RoutesBuilder builder : builders(document)) {
            ((RouteBuilder) builder).addLifecycleInterceptor(new NameRoutes(document, ids));
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                context.addRoutesConfigurations(configurations);
            }
            context.addRoutes(builder);
        }
    }

    /** The route that failed: routes start one after the other, and Camel's exceptions of starting do not name theirs. */
    private Optional<RouteId> failed(RouteDocument document) {
        for (RouteId route : document.routes()) {
            RouteDefinition definition = context.getRouteDefinition(route.id());
            boolean starts = definition != null && !"false".equals(definition.getAutoStartup());
            if (starts && context.getRouteController().getRouteStatus(route.id()) != ServiceStatus.Started) {
                return Optional.of(route);
            }
        }
        return only(document);
    }

    /** The route of a file that has one only. */
    private static Optional<RouteId> only(RouteDocument document) {
        return document.routes().stream()
                .filter(route -> document.routes().size() == 1)
                .findFirst();
    }

    private Iterable<RoutesBuilder> builders(RouteDocument document) throws Exception {
        Resource resource = ResourceHelper.fromString(location(document), document.text());
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        return document.rest().isEmpty() // then there is nothing to be found before it is read, which reads it twice
                ? List.of(loader.getRoutesLoader(YAML).loadRoutesBuilder(resource))
                : List.copyOf(loader.findRoutesBuilders(List.of(resource)));
    }

    /** Gives routes without an id the one that their file gives them, and leaves out those that are not wanted. */
    private record NameRoutes(RouteDocument document, Set<String> wanted) implements RouteBuilderLifecycleStrategy {
        @Override
        public void afterConfigure(RouteBuilder builder) {
            Iterator<RouteId> ids = document.routes().iterator();
            for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
                if (ids.hasNext()) {
                    route.setId(ids.next().id());
                }
            }
            builder.getRouteCollection().getRoutes().removeIf(route -> !wanted.contains(route.getId()));
        }
    }

    /** The routes of a file that are in the context, those among them that Camel made of its {@code rest:}. */
    Set<String> all(RouteDocument document) {
        Set<String> ids = new LinkedHashSet<>(document.ids());
        context.getRouteDefinitions().stream()
                .filter(route -> isOf(route, document))
                .map(RouteDefinition::getId)
                .forEach(ids::add);
        return ids;
    }

    /** Removes all that came from a file, and was drained. */
    void removeAll(RouteDocument document) {
        remove(all(document));
        List.copyOf(context.getRestDefinitions()).stream()
                .filter(rest -> isOf(rest, document))
                .forEach(context.getRestDefinitions()::remove);
    }

    /** Whether it was read from a file. */
    static boolean isOf(ResourceAware definition, RouteDocument document) {
        Resource resource = definition.getResource();
        return resource != null && resource.getLocation().equals(location(document));
    }

    private static String location(RouteDocument document) {
        return "file:" + document.file();
    }

    /** Stops and removes routes that were drained. */
    void remove(Set<String> ids) {
        for (String id : ids) {
            try {
                if (context.getRoute(id) != null) {
                    context.getRouteController().stopRoute(id, REST_SECONDS, TimeUnit.SECONDS);
                }
                RouteDefinition definition = context.getRouteDefinition(id);
                if (definition == null) {
                    context.removeRoute(id);
                } else {
                    context.removeRouteDefinition(
                            definition); // and with it the route, which is slow: Camel looks at all
                }
            } catch (Exception e) { // Camel declares no narrower one
                throw new IllegalStateException("Cannot remove route " + id, e);
            }
        }
    }
}
