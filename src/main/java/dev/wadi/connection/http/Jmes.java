package dev.wadi.connection.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.burt.jmespath.Expression;
import io.burt.jmespath.jackson.JacksonRuntime;
import io.burt.jmespath.parser.ParseException;

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

    /** What it finds; a JSON null for nothing. */
    JsonNode find(JsonNode document) {
        return expression.search(document);
    }

    @Override
    public String toString() {
        return text;
    }
}
