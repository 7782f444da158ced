package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jinjava.de.odysseus.el.tree.TreeBuilderException;
import org.jspecify.annotations.Nullable;

/**
 * Templates in the texts of pipelines: {@code << expression >>}, {@code <% statement %>} and {@code <# comment #>} of Jinja,
 * with {@code variables}, {@code context} and {@code API}. They reach no class and no file. Thread-safe; a {@link Scope} is
 * not.
 */
public final class Templates {

    private static final Pattern MARK = Pattern.compile("<<|<%|<#");
    private static final Pattern JSON_MARK = Pattern.compile("\\s*(?:@json|JSON>)(.*)", Pattern.DOTALL);
    private static final Set<String> FALSE = Set.of("false", "0", "0.0", "none", "null", "", "[]", "{}", "()");
    private static final Pattern SYNTAX_ERROR = Pattern.compile(
            "Error parsing '(.*)': (?:syntax|lexical) error at position \\d+, encountered (.*?)(?:, expected.*)?");
    private static final StrictSyntax SYNTAX = new StrictSyntax();
    private static final ApiFunctions API = new ApiFunctions();

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS) // texts of several lines
            .build();

    private Templates() {}

    /** Made when the first template is rendered: it takes half a second. */
    private static final class Engine {
        static final TemplateEngine INSTANCE = new TemplateEngine();
    }

    /** Whether a text has anything to render. */
    public static boolean isTemplate(String text) {
        return MARK.matcher(text).find();
    }

    /**
     * The text that a template becomes, without white space around it.
     *
     * @throws TemplateException when it cannot be rendered
     */
    public static String render(String text, Scope scope) {
        if (!isTemplate(text)) {
            return text.strip();
        }
        return with(text, scope, interpreter -> interpreter.render(text)).strip();
    }

    /**
     * The value that a text becomes. One expression and nothing else keeps the type that it has; text with {@code @json}
     * before it is read as JSON after it is rendered; anything else is text.
     *
     * @throws TemplateException when it cannot be rendered
     */
    public static @Nullable Object value(String text, Scope scope) {
        Matcher json = JSON_MARK.matcher(text);
        if (json.matches()) {
            return json(render(json.group(1), scope));
        }
        if (!isTemplate(text)) {
            return text;
        }
        Optional<ExpressionToken> only = with(text, scope, interpreter -> only(interpreter.parse(text)));
        if (only.isEmpty()) {
            return render(text, scope);
        }
        Object[] value = new Object[1];
        with(text, scope, interpreter -> {
            value[0] = interpreter.resolveELExpression(
                    only.get().getExpr(), only.get().getLineNumber());
            return "";
        });
        return plain(value[0]);
    }

    /** The values of a tree: each text in its maps and lists is rendered, keys are not. */
    public static @Nullable Object tree(@Nullable Object node, Scope scope) {
        if (node instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
            map.forEach((key, value) -> rendered.put(String.valueOf(key), tree(value, scope)));
            return rendered;
        }
        if (node instanceof Collection<?> items) {
            List<@Nullable Object> rendered = new ArrayList<>();
            items.forEach(item -> rendered.add(tree(item, scope)));
            return rendered;
        }
        return node instanceof String text ? value(text, scope) : node;
    }

    /** Whether what a text becomes is true, as {@code skip_if} has it. */
    public static boolean isTrue(String text, Scope scope) {
        return isTrue(value(text, scope));
    }

    /** Texts are true unless they say false, none or nothing; so are all numbers but 0, and what is not empty. */
    static boolean isTrue(@Nullable Object value) {
        if (value instanceof Number number) {
            double amount = number.doubleValue();
            return amount != 0;
        }
        if (value instanceof Collection<?> items) {
            return !items.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != null && !FALSE.contains(value.toString().strip().toLowerCase(Locale.ROOT));
    }

    /** What is wrong with the syntax of a template; nothing is evaluated. */
    static Optional<TemplateException> problem(String text) {
        try {
            return with(text, new Scope(Map.of(), Map.of()), interpreter -> wrong(interpreter.parse(text)));
        } catch (TemplateException e) {
            return Optional.of(e);
        }
    }

    /**
     * Names that stand alone in an expression of a template without problems, and are certain to become nothing; each with what
     * was probably meant, or an empty text.
     *
     * @param variables the names of variables that the pipeline has from the beginning
     */
    static Map<String, String> undefined(String text, Collection<String> variables) {
        Scope none = new Scope(Map.of(), Map.of());
        return with(text, none, interpreter -> new BareNames(interpreter.parse(text)).undefined(variables));
    }

    private static Optional<TemplateException> wrong(Node node) {
        if (node.getMaster() instanceof ExpressionToken expression) {
            try {
                SYNTAX.build("#{" + expression.getExpr() + "}");
            } catch (TreeBuilderException e) {
                String message = "Error parsing '" + expression.getExpr() + "': "
                        + String.valueOf(e.getMessage()).replaceFirst(".*': ", "");
                return Optional.of(failed(expression.getLineNumber(), message, null));
            }
        }
        return node.getChildren().stream()
                .flatMap(child -> wrong(child).stream())
                .findFirst();
    }

    private static Optional<ExpressionToken> only(Node root) {
        List<Node> children = root.getChildren().stream()
                .filter(node -> !node.getMaster().getImage().isBlank())
                .toList();
        return children.size() == 1 && children.get(0).getMaster() instanceof ExpressionToken token
                ? Optional.of(token)
                : Optional.empty();
    }

    private static <T> T with(String text, Scope scope, Function<JinjavaInterpreter, T> use) {
        Map<String, Object> names = Map.of("variables", scope.variables(), "context", scope.context(), "API", API);
        if (text.contains(ExtendedParser.INTERPRETER)) {
            throw new TemplateException(0, "names that begin with '__' are not allowed"); // this one is Jinjava itself
        }
        TemplateEngine engine = Engine.INSTANCE;
        Context context = new Context(
                engine.getGlobalContext(), names, engine.getGlobalConfig().getDisabled());
        JinjavaInterpreter interpreter = new JinjavaInterpreter(engine, context, engine.getGlobalConfig());
        try (var current = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            T result = use.apply(current.value());
            for (TemplateError error : interpreter.getErrorsCopy()) {
                throw failed(error.getLineno(), error.getMessage(), error.getException());
            }
            return result;
        } catch (InterpretException e) {
            throw failed(e.getLineNumber(), String.valueOf(e.getMessage()), e);
        } catch (TemplateFailure e) {
            throw new TemplateException(interpreter.getLineNumber(), String.valueOf(e.getMessage()));
        }
    }

    /** Jinjava wraps what went wrong several times, each time with the name of a class. */
    private static TemplateException failed(int line, String message, @Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof TemplateFailure) {
                return new TemplateException(line, String.valueOf(at.getMessage()));
            }
        }
        String first = message.lines()
                .findFirst()
                .orElse("")
                .replaceAll("^(\\w+(Exception|Error): )+", "")
                .replaceFirst("^':?(\\w+)' is disabled in this context", "'$1' is not available here");
        Matcher syntax = SYNTAX_ERROR.matcher(first);
        if (syntax.matches()) {
            boolean isEnd = syntax.group(2).equals("'}'");
            String reason = isEnd ? "it ends too early" : syntax.group(2) + " is not expected there";
            return new TemplateException(line, "'" + syntax.group(1) + "' is no expression: " + reason);
        }
        return new TemplateException(line, first.replaceAll("\\.$", ""));
    }

    private static @Nullable Object json(String text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TemplateException(line, "what comes after @json is no JSON: " + e.getOriginalMessage());
        }
    }

    /** The value without Jinjava's wrappers. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        return isPlain(value) ? value : String.valueOf(value);
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || value instanceof byte[];
    }
}
