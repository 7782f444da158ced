package dev.wadi.engine;

import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.pipeline.OnFailedSwap;
import dev.wadi.pipeline.PipelineDefinition;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a file of routes says, as far as Wadi looks into it.
 *
 * @param file its path as the user would name it
 * @param text the whole of it
 * @param routes the ids of its routes, with their places, in their order; derived where the file gives none
 * @param endpoints every endpoint that it names
 * @param references everything that it refers to and that may be a connection
 * @param beans the names of the beans that it defines
 * @param makesBeansByCode whether making its beans calls methods of somebody's, or changes beans of others
 * @param rest what it says besides routes; the same text for the same content
 * @param onFailedSwap what becomes of what runs when a changed version is wrong; as for all files when it is not said
 * @param pipeline the pipeline that it was compiled from; {@code text} is then the compiled route
 */
record RouteDocument(
        String file,
        String text,
        List<RouteId> routes,
        List<EndpointUse> endpoints,
        List<Reference> references,
        Set<String> beans,
        boolean makesBeansByCode,
        String rest,
        Optional<OnFailedSwap> onFailedSwap,
        Optional<PipelineDefinition> pipeline) {

    /**
     * The id of a route.
     *
     * @param place where it is written, or where the route begins
     * @param content what the route says; the same text for the same content
     */
    record RouteId(String id, Place place, String content) {}

    /**
     * An endpoint.
     *
     * @param uri as written
     * @param parameters what stands beside it under {@code parameters}
     * @param isDynamic whether Camel fills in its URI for each exchange
     */
    record EndpointUse(String uri, Map<String, Node> parameters, Place place, boolean isDynamic) {

        /** What comes before the first colon. */
        String scheme() {
            int colon = uri.indexOf(':');
            return colon < 0 ? uri : uri.substring(0, colon);
        }
    }

    /**
     * A name that must be a connection ({@code conn:}), or that may be one ({@code #name}).
     *
     * @param onlyConnection whether nothing but a connection can be meant
     */
    record Reference(String name, Place place, boolean onlyConnection) {}

    /** Whether it begins with a pipeline, compiled here or elsewhere. */
    boolean isPipeline() {
        return pipeline.isPresent()
                || !endpoints.isEmpty() && endpoints.get(0).scheme().equals("pipeline");
    }

    /** The ids of its routes. */
    Set<String> ids() {
        return routes.stream().map(RouteId::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same without some of its routes. */
    RouteDocument without(Set<String> gone) {
        List<RouteId> left =
                routes.stream().filter(route -> !gone.contains(route.id())).toList();
        return new RouteDocument(
                file, text, left, endpoints, references, beans, makesBeansByCode, rest, onFailedSwap, pipeline);
    }

    /** The routes that the other one has not, or says something else of. */
    Set<String> differences(RouteDocument other) {
        Map<String, String> others = new HashMap<>();
        other.routes.forEach(route -> others.put(route.id(), route.content()));
        return routes.stream()
                .filter(route -> !route.content().equals(others.get(route.id())))
                .map(RouteId::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether it serves HTTP. */
    boolean servesHttp() {
        return endpoints.stream()
                .anyMatch(use ->
                        use.scheme().equals("platform-http") || use.scheme().equals("rest"));
    }
}
