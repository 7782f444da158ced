package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.engine.RouteDocument.EndpointUse;
import dev.wadi.engine.RouteDocument.RouteId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Puts the routes of one file into a Camel context, whole or not at all. Used on one thread. */
final class RouteLoader {

    private final CamelContext context;

    RouteLoader(CamelContext context) {
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
            throw new ConfigurationException(problem(document, only(document), e));
        }
    }

    /**
     * Adds the routes of a file, which start when the context has started.
     *
     * @throws ConfigurationException when Camel cannot make a route of it
     * @throws WorldException when a route was made and could not start, because something outside failed
     */
    void add(RouteDocument document) throws WorldException {
        add(document, document.ids());
    }

    private void add(RouteDocument document, Set<String> ids) throws WorldException {
        try {
            for (RoutesBuilder builder : builders(document)) {
                ((RouteBuilder) builder).addLifecycleInterceptor(new NameRoutes(document, ids));
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    context.addRoutesConfigurations(configurations);
                }
                context.addRoutes(builder);
            }
        } catch (Exception e) { // Camel declares no narrower one
            Optional<RouteId> failed = failed(document);
            remove(ids);
            if (isOfTheWorld(e)) {
                throw new WorldException(document, failed, reason(e), e);
            }
            throw new ConfigurationException(problem(document, failed, e));
        }
    }

    /**
     * Puts a version of a file in the place of another. Routes that say the same go on untouched, unless what the file says
     * besides routes has changed. When the new version cannot be added, the one before is put back.
     *
     * @throws ConfigurationException when Camel cannot make a route of it
     * @throws WorldException when a route was made and could not start, because something outside failed
     */
    void replace(RouteDocument before, RouteDocument after) throws WorldException {
        boolean whole = !before.rest().equals(after.rest());
        Set<String> going = whole ? before.ids() : before.differences(after);
        Set<String> coming = whole ? after.ids() : after.differences(before);
        if (whole) {
            removeAll(before);
        } else {
            remove(going);
        }
        try {
            if (whole || !coming.isEmpty()) {
                add(after, coming);
            }
        } catch (ConfigurationException | WorldException e) {
            if (whole || !going.isEmpty()) {
                add(before, going);
            }
            throw e;
        }
    }

    /** The route that failed: routes start one after the other, and Camel's exceptions of starting do not name theirs. */
    private Optional<RouteId> failed(RouteDocument document) {
        for (RouteId route : document.routes()) {
            RouteDefinition definition = ((ModelCamelContext) context).getRouteDefinition(route.id());
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

    /** Something outside failed while a route was started. */
    static final class WorldException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final String route;

        WorldException(RouteDocument document, Optional<RouteId> route, String reason, Throwable cause) {
            super(reason, cause);
            this.place = route.map(RouteId::place).orElse(Place.of(document.file()));
            this.route = route.map(RouteId::id).orElse("");
        }

        /** Where the route is written; the file when it is not known which route it was. */
        Place place() {
            return place;
        }

        /** The id of the route; empty when it is not known. */
        String route() {
            return route;
        }
    }

    private Iterable<RoutesBuilder> builders(RouteDocument document) throws Exception {
        Resource resource = ResourceHelper.fromString(location(document), document.text());
        return List.copyOf(PluginHelper.getRoutesLoader(context).findRoutesBuilders(List.of(resource)));
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

    /** Stops and removes the routes of a file, those among them that Camel made of its {@code rest:}. */
    void removeAll(RouteDocument document) {
        ModelCamelContext model = (ModelCamelContext) context;
        String location = location(document);
        Set<String> ids = document.ids();
        model.getRouteDefinitions().stream()
                .filter(route -> isOf(route, location))
                .map(RouteDefinition::getId)
                .forEach(ids::add);
        remove(ids);
        List.copyOf(model.getRestDefinitions()).stream()
                .filter(rest -> isOf(rest, location))
                .forEach(model.getRestDefinitions()::remove);
    }

    private static boolean isOf(ResourceAware definition, String location) {
        Resource resource = definition.getResource();
        return resource != null && resource.getLocation().equals(location);
    }

    private static String location(RouteDocument document) {
        return "file:" + document.file();
    }

    /** Stops and removes routes; exchanges that have begun are finished first. */
    void remove(Set<String> ids) {
        for (String id : ids) {
            try {
                if (context.getRoute(id) != null) {
                    context.getRouteController().stopRoute(id);
                    context.removeRoute(id);
                }
                RouteDefinition definition = ((ModelCamelContext) context).getRouteDefinition(id);
                if (definition != null) {
                    ((ModelCamelContext) context).removeRouteDefinition(definition);
                }
            } catch (Exception e) { // Camel declares no narrower one
                throw new IllegalStateException("Cannot remove route " + id, e);
            }
        }
    }

    /** A route that was made and did not start, rather than one that could not be made. */
    private static boolean isOfTheWorld(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof FailedToCreateRouteException
                    || cause instanceof ResolveEndpointFailedException
                    || cause instanceof MarkedYamlEngineException
                    || cause instanceof IllegalArgumentException) {
                return false;
            }
        }
        return true;
    }

    private static Problem problem(RouteDocument document, Optional<RouteId> failed, Throwable failure) {
        Place place = failed.map(RouteId::place).orElse(Place.of(document.file()));
        String path = failed.map(RouteId::id).orElse("");
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof MarkedYamlEngineException marked) {
                return yaml(document, marked);
            }
            if (cause instanceof FailedToCreateRouteException created && created.getRouteId() != null) {
                path = created.getRouteId();
                place = placeOfRoute(document, path).orElse(place);
            }
            if (cause instanceof ResolveEndpointFailedException resolve) {
                place = placeOfEndpoint(document, resolve.getUri()).orElse(place);
            }
        }
        return Problem.error(place, path, reason(failure), "Change the route");
    }

    private static Problem yaml(RouteDocument document, MarkedYamlEngineException failure) {
        Optional<Mark> mark = failure.getProblemMark();
        Place place = mark.map(m -> new Place(document.file(), m.getLine() + 1, m.getColumn() + 1))
                .orElse(Place.of(document.file()));
        return Problem.error(
                place, "", String.valueOf(failure.getProblem()), "See Camel's YAML DSL for what may stand here");
    }

    private static Optional<Place> placeOfRoute(RouteDocument document, String id) {
        return document.routes().stream()
                .filter(route -> route.id().equals(id))
                .map(RouteId::place)
                .findFirst();
    }

    private static Optional<Place> placeOfEndpoint(RouteDocument document, String uri) {
        String wanted = bare(uri);
        return document.endpoints().stream()
                .filter(use -> bare(use.uri()).equals(wanted))
                .map(EndpointUse::place)
                .findFirst();
    }

    /** A URI without its options and the slashes that Camel adds. */
    private static String bare(String uri) {
        int query = uri.indexOf('?');
        return (query < 0 ? uri : uri.substring(0, query))
                .replaceFirst("://", ":")
                .replace("%20", " ");
    }

    /** The innermost message, which says what happened; the outer ones repeat the route's text. */
    private static String reason(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) { // from the innermost outwards
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return firstLine(cause.getMessage());
            }
        }
        return failure.getClass().getSimpleName();
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
