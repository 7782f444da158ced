package dev.wadi.engine;

import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file of routes says, as far as Wadi looks into it.
 *
 * @param file its path as the user would name it
 * @param text the whole of it
 * @param routes the ids of its routes, with their places, in their order; derived where the file gives none
 * @param endpoints every endpoint that it names
 * @param references everything that it refers to and that may be a connection
 * @param beans the names of the beans that it defines
 * @param pipeline the pipeline that it was compiled from; {@code text} is then the compiled route
 */
record RouteDocument(
        String file,
        String text,
        List<RouteId> routes,
        List<EndpointUse> endpoints,
        List<Reference> references,
        Set<String> beans,
        Optional<PipelineDefinition> pipeline) {

    /** The id of a route; {@code place} is where it is written, or where the route begins. */
    record RouteId(String id, Place place) {}

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

    /** Whether it serves HTTP. */
    boolean servesHttp() {
        return endpoints.stream()
                .anyMatch(use ->
                        use.scheme().equals("platform-http") || use.scheme().equals("rest"));
    }
}
