package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.batch.Params;
import io.burt.jmespath.Expression;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.burt.jmespath.parser.ParseException;
import org.jspecify.annotations.Nullable;

/** A JMESPath expression that is compiled when the stage begins. */
final class Jmes {

    private final String text;
    private final Expression<JsonNode> expression;

    private Jmes(String text, Expression<JsonNode> expression) {
        this.text = text;
        this.expression = expression;
    }

    /** @param param where it is written, for messages */
    static Jmes of(String param, String text) {
        try {
            return new Jmes(text, new JacksonRuntime().compile(text));
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    param + ": '" + text + "' is no JMESPath: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    /** The one that a param has, if it has one. */
    static @Nullable Jmes in(Params params, String name, String param) {
        return params.text(name).map(text -> of(param, text)).orElse(null);
    }

    /** Whether what was found is true, as JMESPath has it. */
    static boolean isTrue(JsonNode found) {
        return !(found.isNull()
                || found.isMissingNode()
                || (found.isBoolean() && !found.booleanValue())
                || (found.isTextual() && found.textValue().isEmpty())
                || (found.isContainerNode() && found.isEmpty()));
    }

    /** What it finds; a JSON null for nothing. */
    JsonNode find(JsonNode document) {
        return expression.search(document);
    }

    @Override
    public String toString() {
        return text;
    }
}
