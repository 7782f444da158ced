package dev.wadi.engine;

import dev.wadi.config.Nearest;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.engine.RouteDocument.EndpointUse;
import dev.wadi.spi.PluginArtifacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.ComponentModel;
import org.jspecify.annotations.Nullable;

/** Checks the endpoints of routes against Camel's catalogue: components, options and their values. */
final class RouteCheck {

    /** Components whose options are not in the catalogue: ours, and those whose URIs are not plain. */
    private static final Set<String> UNCHECKED =
            Set.of("conn", "rest", "kamelet", "tap", "sink", "statement", "transform", "stages", "pipeline");

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);
    private final ClassLoader loader;

    /** @param loader where components are looked for beside the catalogue's */
    RouteCheck(ClassLoader loader) {
        this.loader = loader;
    }

    void check(RouteDocument document, Problems problems) {
        for (EndpointUse use : document.endpoints()) {
            if (!use.uri().contains("{{") && !UNCHECKED.contains(use.scheme())) {
                check(use, problems);
            }
        }
    }

    private void check(EndpointUse use, Problems problems) {
        String scheme = use.scheme();
        if (scheme.contains("$")) {
            return;
        }
        ComponentModel model = catalog.componentModel(scheme);
        boolean present = loader.getResource("META-INF/services/org/apache/camel/component/" + scheme) != null;
        if (!present) {
            missing(use, model, problems);
        } else if (model != null) {
            literalSecrets(use, model, problems);
            if (!use.isDynamic() && !use.uri().contains("${")) {
                options(use, problems);
            }
        }
    }

    private void missing(EndpointUse use, @Nullable ComponentModel model, Problems problems) {
        if (model == null) {
            problems.error(
                    use.place(),
                    use.scheme(),
                    "no component '" + use.scheme() + "'",
                    Nearest.didYouMean(use.scheme(), catalog.findComponentNames())
                            + "A URI begins with the name of a Camel component, or with conn: and a conn_id");
            return;
        }
        problems.error(
                use.place(),
                use.scheme(),
                "the component '" + use.scheme() + "' is not part of Wadi",
                "Put " + PluginArtifacts.coordinates(model.getGroupId(), model.getArtifactId(), model.getVersion())
                        + " and its dependencies into plugins/");
    }

    private void options(EndpointUse use, Problems problems) {
        EndpointValidationResult result = catalog.validateEndpointProperties(whole(use), false);
        if (result.isSuccess() || result.getSyntaxError() != null && result.getNumberOfErrors() == 1) {
            return; // the loader says more of syntax than the catalogue does
        }
        Set<String> known = new TreeSet<>();
        catalog.componentModel(use.scheme())
                .getEndpointParameterOptions()
                .forEach(option -> known.add(option.getName()));
        for (String unknown : orNone(result.getUnknown())) {
            problems.error(
                    place(use, unknown),
                    use.scheme() + "." + unknown,
                    "unknown option",
                    Nearest.didYouMean(unknown, known) + "'" + use.scheme() + "' has no such option");
        }
        invalid(use, result.getInvalidBoolean(), "must be true or false", problems);
        invalid(use, result.getInvalidInteger(), "must be a whole number", problems);
        invalid(use, result.getInvalidNumber(), "must be a number", problems);
        invalid(use, result.getInvalidDuration(), "must be a time such as 500ms, 30s or 5m", problems);
        invalidChoice(use, result, problems);
        for (String required : orNone(result.getRequired())) {
            problems.error(
                    use.place(), use.scheme() + "." + required, "is missing", "Add it to the URI or its parameters");
        }
    }

    private void invalidChoice(EndpointUse use, EndpointValidationResult result, Problems problems) {
        Map<String, String> invalid = result.getInvalidEnum();
        if (invalid != null) {
            invalid.forEach((name, value) -> {
                List<String> choices = result.getEnumChoices(name);
                invalid(use, Map.of(name, value), "must be one of " + String.join(", ", choices), problems);
            });
        }
    }

    private void invalid(EndpointUse use, @Nullable Map<String, String> values, String what, Problems problems) {
        if (values != null) {
            values.forEach((name, value) -> problems.error(
                    place(use, name), use.scheme() + "." + name, what + ", was " + value, "Change it, or remove it"));
        }
    }

    private static Set<String> orNone(@Nullable Set<String> names) {
        return names == null ? Set.of() : new TreeSet<>(names);
    }

    private static Place place(EndpointUse use, String option) {
        Node value = use.parameters().get(option);
        return value == null ? use.place() : value.place();
    }

    /** The URI with its parameters in it. */
    private static String whole(EndpointUse use) {
        if (use.parameters().isEmpty()) {
            return use.uri();
        }
        String query = use.parameters().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Node.Scalar)
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(((Node.Scalar) entry.getValue()).text(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return use.uri() + (use.uri().contains("?") ? "&" : "?") + query;
    }

    private static void literalSecrets(EndpointUse use, ComponentModel model, Problems problems) {
        for (ComponentModel.EndpointOptionModel option : model.getEndpointParameterOptions()) {
            boolean isName = option.getName().toLowerCase(Locale.ROOT).endsWith("username"); // Camel hides these too
            if (option.isSecret() && !isName && isLiteral(value(use, option.getName()))) {
                problems.warning(
                        place(use, option.getName()),
                        use.scheme() + "." + option.getName(),
                        "a secret is written in the route",
                        "Put it into a connection file and name that: 'wadi connections add'");
            }
        }
    }

    private static @Nullable String value(EndpointUse use, String option) {
        if (use.parameters().get(option) instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        int query = use.uri().indexOf('?');
        if (query < 0) {
            return null;
        }
        for (String pair : use.uri().substring(query + 1).split("&", -1)) {
            if (pair.startsWith(option + "=")) {
                return pair.substring(option.length() + 1);
            }
        }
        return null;
    }

    private static boolean isLiteral(@Nullable String value) {
        return value != null
                && !value.isEmpty()
                && !value.startsWith("#")
                && !value.contains("{{")
                && !value.contains("${");
    }
}
