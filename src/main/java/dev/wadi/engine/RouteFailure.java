package dev.wadi.engine;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.engine.RouteDocument.EndpointUse;
import dev.wadi.engine.RouteDocument.RouteId;
import java.util.Optional;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.util.ObjectHelper;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What Camel threw when it was to load a file of routes, in the words and places of the file.
 *
 * @param failed the route that it was about, as far as that is known
 */
record RouteFailure(RouteDocument document, Optional<RouteId> failed, Exception thrown) {

    /** Whether a route was made and did not start, rather than could not be made. */
    boolean isOfTheWorld() {
        for (Throwable cause : ObjectHelper.createExceptionIterable(thrown)) {
            if (cause instanceof FailedToCreateRouteException
                    || cause instanceof ResolveEndpointFailedException
                    || cause instanceof MarkedYamlEngineException
                    || cause instanceof IllegalArgumentException) {
                return false;
            }
        }
        return true;
    }

    CannotStartException cannotStart() {
        return new CannotStartException(place(), path(), reason(), thrown);
    }

    Problem problem() {
        Place place = place();
        String path = path();
        for (Throwable cause : ObjectHelper.createExceptionIterable(thrown)) {
            if (cause instanceof MarkedYamlEngineException marked) {
                return yaml(marked);
            }
            if (cause instanceof FailedToCreateRouteException created && created.getRouteId() != null) {
                path = created.getRouteId();
                place = placeOfRoute(path).orElse(place);
            }
            if (cause instanceof ResolveEndpointFailedException resolve) {
                place = placeOfEndpoint(resolve.getUri()).orElse(place);
            }
        }
        return Problem.error(place, path, reason(), "Change the route");
    }

    private Place place() {
        return failed.map(RouteId::place).orElse(Place.of(document.file()));
    }

    private String path() {
        return failed.map(RouteId::id).orElse("");
    }

    private Problem yaml(MarkedYamlEngineException failure) {
        Optional<Mark> mark = failure.getProblemMark();
        Place place = mark.map(m -> new Place(document.file(), m.getLine() + 1, m.getColumn() + 1))
                .orElse(Place.of(document.file()));
        return Problem.error(
                place, "", String.valueOf(failure.getProblem()), "See Camel's YAML DSL for what may stand here");
    }

    private Optional<Place> placeOfRoute(String id) {
        return document.routes().stream()
                .filter(route -> route.id().equals(id))
                .map(RouteId::place)
                .findFirst();
    }

    private Optional<Place> placeOfEndpoint(String uri) {
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
    private String reason() {
        for (Throwable cause : ObjectHelper.createExceptionIterable(thrown)) { // from the innermost outwards
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return firstLine(cause.getMessage());
            }
        }
        return thrown.getClass().getSimpleName();
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
