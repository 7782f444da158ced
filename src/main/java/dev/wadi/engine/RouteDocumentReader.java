package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Node;
import dev.wadi.config.NodeText;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.engine.RouteDocument.EndpointUse;
import dev.wadi.engine.RouteDocument.Reference;
import dev.wadi.engine.RouteDocument.RouteId;
import dev.wadi.pipeline.OnFailedSwap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a file of Camel routes for what Wadi must know before Camel is asked to load it. */
final class RouteDocumentReader {

    /** Keys whose value may be the URI itself instead of an object with a {@code uri}. */
    private static final Set<String> SHORT =
            Set.of("from", "to", "toD", "tod", "wireTap", "wire-tap", "interceptSendToEndpoint", "deadLetterUri");

    /** What fetches from an endpoint that an expression names. */
    private static final Set<String> FETCHES = Set.of("enrich", "pollEnrich", "poll-enrich");

    /** What holds values of components and beans, whose keys may be called {@code to} and {@code from} as well. */
    private static final Set<String> OPTIONS = Set.of("parameters", "beans");

    /** Keys of beans that are not made by their constructor. */
    private static final Set<String> CODE =
            Set.of("script", "scriptLanguage", "builderClass", "factoryBean", "factoryMethod");

    private static final Set<String> DYNAMIC = Set.of("toD", "tod", "wireTap", "wire-tap");
    private static final Pattern OPTION_REFERENCE = Pattern.compile("[?&][^=&]+=#(?:bean:)?([\\w.-]+)(?=&|$)");
    private static final Pattern VALUE_REFERENCE = Pattern.compile("#(?:bean:)?([\\w.-]+)");
    private static final Pattern CONNECTION =
            Pattern.compile("(?:conn|jdbc|tap|sink|statement):(?://)?([^/?:]+).*", Pattern.DOTALL);

    private final String file;
    private final String text;
    private final List<RouteId> routes = new ArrayList<>();
    private final List<EndpointUse> endpoints = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Set<String> beans = new LinkedHashSet<>();
    private final StringBuilder rest = new StringBuilder();
    private boolean makesBeansByCode;

    private RouteDocumentReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads a file.
     *
     * @param file its path as the user would name it
     * @param id what routes without an id are called; the second one is {@code <id>-2}
     * @param root the text as YAML
     * @throws ConfigurationException when it is no list of Camel's items
     */
    static RouteDocument read(String file, String id, String text, Node root) {
        return new RouteDocumentReader(file, text).document(id, root);
    }

    private RouteDocument document(String id, Node root) {
        if (!(root instanceof Node.Sequence items)) {
            throw problem(root.place(), "must be a list of Camel's items, such as '- route:' or '- from:'");
        }
        for (Node item : items.items()) {
            if (!(item instanceof Node.Mapping mapping)) {
                throw problem(item.place(), "must be one of Camel's items, such as '- route:' or '- from:'");
            }
            item(id, mapping);
        }
        return new RouteDocument(
                file,
                text,
                routes,
                endpoints,
                references,
                beans,
                makesBeansByCode,
                rest.toString(),
                onFailedSwap(),
                Optional.empty());
    }

    /** What a compiled pipeline says. */
    private Optional<OnFailedSwap> onFailedSwap() {
        return endpoints.stream()
                .filter(use -> use.scheme().equals("pipeline"))
                .flatMap(use -> Optional.ofNullable(use.parameters().get("onFailedSwap")).stream())
                .flatMap(value ->
                        value instanceof Node.Scalar scalar ? OnFailedSwap.of(scalar.text()).stream() : Stream.empty())
                .findFirst();
    }

    private static ConfigurationException problem(Place place, String what) {
        return new ConfigurationException(
                Problem.error(place, "", what, "See the README, 'Routes', for what a file of routes looks like"));
    }

    private void item(String id, Node.Mapping item) {
        item.get("route").ifPresent(route -> route(id, route));
        if (item.get("from").isPresent()) {
            routes.add(new RouteId(derived(id), item.place(), NodeText.of(item)));
        }
        if (item.get("rest").isPresent() || item.get("restConfiguration").isPresent()) {
            endpoints.add(new EndpointUse("rest:", Map.of(), item.place(), true));
        }
        item.get("beans").ifPresent(this::beans);
        if (item.get("route").isEmpty() && item.get("from").isEmpty()) {
            rest.append(NodeText.of(item));
        }
        visit("", item);
    }

    private void route(String id, Node route) {
        Optional<Node> written = route instanceof Node.Mapping mapping ? mapping.get("id") : Optional.empty();
        if (written.orElse(null) instanceof Node.Scalar scalar) {
            routes.add(new RouteId(scalar.text(), scalar.place(), NodeText.of(route)));
        } else {
            routes.add(new RouteId(derived(id), route.place(), NodeText.of(route)));
        }
    }

    private String derived(String id) {
        return routes.isEmpty() ? id : id + "-" + (routes.size() + 1);
    }

    private void beans(Node list) {
        if (list instanceof Node.Sequence sequence) {
            for (Node bean : sequence.items()) {
                if (bean instanceof Node.Mapping mapping) {
                    bean(mapping);
                }
            }
        }
    }

    private void bean(Node.Mapping bean) {
        if (bean.get("name").orElse(null) instanceof Node.Scalar name) {
            beans.add(name.text());
        }
        boolean isAnother = bean.get("type").orElse(null) instanceof Node.Scalar type
                && type.text().startsWith("#")
                && !type.text().startsWith("#class:");
        makesBeansByCode |=
                isAnother || CODE.stream().anyMatch(key -> bean.get(key).isPresent());
    }

    private void visit(String key, Node node) {
        if (node instanceof Node.Sequence sequence) {
            sequence.items().forEach(item -> visit(key, item));
        } else if (node instanceof Node.Mapping mapping) {
            mapping(key, mapping);
        } else if (node instanceof Node.Scalar scalar && SHORT.contains(key)) {
            endpoint(scalar, Map.of(), DYNAMIC.contains(key));
        }
    }

    private void mapping(String key, Node.Mapping mapping) {
        if (mapping.get("uri").orElse(null) instanceof Node.Scalar uri) {
            endpoint(uri, parameters(mapping), DYNAMIC.contains(key));
        }
        if (key.equals("transacted") && mapping.get("ref").orElse(null) instanceof Node.Scalar policy) {
            references.add(new Reference(policy.text(), policy.place(), false));
        }
        if (FETCHES.contains(key)) {
            constant(mapping).ifPresent(uri -> endpoint(uri, Map.of(), true));
        }
        for (Node.Entry entry : mapping.entries()) {
            if (!OPTIONS.contains(entry.key().text())) {
                visit(entry.key().text(), entry.value());
            }
        }
    }

    /** The URI of an {@code enrich} or {@code pollEnrich}, where it is the same for each exchange. */
    private static Optional<Node.Scalar> constant(Node.Mapping fetch) {
        Node.Mapping holder = fetch.get("expression").orElse(null) instanceof Node.Mapping inner ? inner : fetch;
        Node constant = holder.get("constant").orElse(null);
        if (constant instanceof Node.Mapping written) {
            constant = written.get("expression").orElse(null);
        }
        return constant instanceof Node.Scalar uri ? Optional.of(uri) : Optional.empty();
    }

    private static Map<String, Node> parameters(Node.Mapping endpoint) {
        Map<String, Node> parameters = new LinkedHashMap<>();
        if (endpoint.get("parameters").orElse(null) instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> parameters.put(entry.key().text(), entry.value()));
        }
        return parameters;
    }

    private void endpoint(Node.Scalar uri, Map<String, Node> parameters, boolean isDynamic) {
        String written = uri.text();
        endpoints.add(new EndpointUse(written, parameters, uri.place(), isDynamic));
        Matcher connection = CONNECTION.matcher(written);
        if (connection.matches() && isLiteral(connection.group(1)) && !isInline(parameters)) {
            references.add(new Reference(connection.group(1), uri.place(), !written.startsWith("jdbc:")));
        }
        Matcher option = OPTION_REFERENCE.matcher(written);
        while (option.find()) {
            references.add(new Reference(option.group(1), uri.place(), false));
        }
        parameters.values().forEach(this::parameter);
    }

    private void parameter(Node value) {
        if (value instanceof Node.Scalar scalar) {
            Matcher reference = VALUE_REFERENCE.matcher(scalar.text());
            if (reference.matches()) {
                references.add(new Reference(reference.group(1), scalar.place(), false));
            }
        }
    }

    /** Whether the connection is described in the route itself. */
    private static boolean isInline(Map<String, Node> parameters) {
        return parameters.get("inline") instanceof Node.Scalar inline && Boolean.parseBoolean(inline.text());
    }

    /** Whether it is a name, and not text that Camel fills in. */
    private static boolean isLiteral(String name) {
        return !name.contains("${") && !name.contains("{{");
    }
}
