package dev.wadi.engine;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteDocument.EndpointUse;
import dev.wadi.engine.RouteDocument.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One place in a file of routes that uses a connection.
 *
 * @param connId the connection
 * @param route the id of the route or pipeline; empty for what stands outside of routes
 * @param place where it is named
 * @param certain false where an endpoint is made for each exchange, and may name this connection or another
 */
public record ConnectionUsage(String connId, String route, Place place, boolean certain) {

    /** An endpoint whose connection is not known before there is an exchange. */
    private static final Pattern ANY =
            Pattern.compile("(?:conn|jdbc|tap|sink|statement):[^/?]*\\$\\{.*", Pattern.DOTALL);

    /**
     * What uses connections, in all files of routes that can be read, in the order of the files.
     *
     * @param connIds which connections; what may use any is listed for each of them
     */
    public static List<ConnectionUsage> of(Workspace workspace, List<String> connIds) {
        List<RouteDocument> documents = new ArrayList<>();
        Settings settings = workspace.settings();
        try (Connections connections = workspace.connections();
                RouteFileReader reader = new RouteFileReader(settings.routes(), connections)) {
            for (Path file : workspace.routeFiles()) {
                reader.read(file, new Problems()).ifPresent(documents::add);
            }
        }
        return in(documents, connIds);
    }

    /** What uses connections, in some files of routes. */
    static List<ConnectionUsage> in(Collection<RouteDocument> documents, Collection<String> connIds) {
        List<ConnectionUsage> usages = new ArrayList<>();
        documents.forEach(document -> add(document, connIds, usages));
        usages.sort(Comparator.comparing(ConnectionUsage::connId).thenComparing(ConnectionUsage::place));
        return usages;
    }

    /** {@code uses} or {@code may use}. */
    public String how() {
        return certain ? "uses" : "may use";
    }

    /** Who it is, and where: {@code 'orders' at routes/orders.yaml:4:17}. */
    public String user() {
        return (route.isEmpty() ? "" : "'" + route + "' at ") + place;
    }

    private static void add(RouteDocument document, Collection<String> connIds, List<ConnectionUsage> usages) {
        Set<String> wanted = new HashSet<>(connIds);
        NavigableMap<Place, String> routes = routes(document);
        for (Reference reference : document.references()) {
            if (wanted.contains(reference.name())) {
                String route = route(routes, reference.place());
                usages.add(new ConnectionUsage(reference.name(), route, reference.place(), true));
            }
        }
        for (EndpointUse use : document.endpoints()) {
            if (ANY.matcher(use.uri()).matches()) {
                String route = route(routes, use.place());
                connIds.forEach(connId -> usages.add(new ConnectionUsage(connId, route, use.place(), false)));
            }
        }
    }

    private static NavigableMap<Place, String> routes(RouteDocument document) {
        NavigableMap<Place, String> routes = new TreeMap<>();
        document.routes().forEach(route -> routes.put(route.place(), route.id()));
        return routes;
    }

    /** The last route that begins before the place; the id of an only route may stand behind what it uses. */
    private static String route(NavigableMap<Place, String> routes, Place place) {
        Map.@Nullable Entry<Place, String> last = routes.size() == 1 ? routes.firstEntry() : routes.floorEntry(place);
        return last == null ? "" : last.getValue();
    }
}
