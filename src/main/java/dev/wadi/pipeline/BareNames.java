package dev.wadi.pipeline;

import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import dev.wadi.config.Nearest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that stand alone in an expression, {@code << day >>}, and mean nothing, so that nothing is put in their place. What a
 * tag of the same text mentions counts as known: it may make the name, or look whether it is there.
 */
final class BareNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What every template has, and what Jinja has in some places. */
    private static final Set<String> ROOTS = Set.of("variables", "context", "API");

    private static final Set<String> OF_JINJA = Set.of(
            "true",
            "false",
            "none",
            "null",
            "True",
            "False",
            "None",
            "loop",
            "self",
            "super",
            "varargs",
            "kwargs",
            "caller",
            "range",
            "namespace");

    private final Set<String> alone = new LinkedHashSet<>();
    private final Set<String> mentioned = new TreeSet<>();

    BareNames(Node root) {
        visit(root);
    }

    private void visit(Node node) {
        if (node instanceof TagNode tag) {
            if (tag.getName().equals("raw")) {
                return;
            }
            Matcher names = NAME.matcher(tag.getHelpers());
            while (names.find()) {
                mentioned.add(names.group());
            }
        } else if (node.getMaster() instanceof ExpressionToken expression) {
            String text = expression.getExpr().strip();
            if (NAME.matcher(text).matches()) {
                alone.add(text);
            }
        }
        node.getChildren().forEach(this::visit);
    }

    /**
     * Those that nothing can define, each with what was probably meant: {@code Did you mean 'variables.day'? }, or nothing.
     *
     * @param variables the names of variables that the pipeline has from the beginning
     */
    Map<String, String> undefined(Collection<String> variables) {
        Map<String, String> undefined = new TreeMap<>();
        for (String name : alone) {
            if (!ROOTS.contains(name) && !OF_JINJA.contains(name) && !mentioned.contains(name)) {
                undefined.put(name, meant(name, variables));
            }
        }
        return undefined;
    }

    private String meant(String name, Collection<String> variables) {
        Optional<String> variable = Nearest.to(name, variables);
        if (variable.isPresent()) {
            return "Did you mean 'variables." + variable.get() + "'? ";
        }
        Set<String> others = new TreeSet<>(mentioned);
        others.addAll(ROOTS);
        return Nearest.didYouMean(name, others);
    }
}
