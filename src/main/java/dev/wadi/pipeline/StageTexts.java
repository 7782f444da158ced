package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Texts of stages on their way through Camel. An endpoint's URI cannot hold any text unchanged: it loses the ends of lines and
 * takes {@code &}, {@code %} and {@code +} for its own. What is not plain is therefore set as a variable of the exchange before
 * the step, named {@code <stage>.<option>}.
 */
final class StageTexts {

    /** What a URI leaves as it is. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:,*=-]+");

    private static final ObjectMapper JSON = new ObjectMapper();

    private StageTexts() {}

    /** Whether a text can stand among the options of an endpoint. */
    static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches() && !text.startsWith("RAW");
    }

    /** A name as a part of a URI. */
    static String name(String name) {
        return isPlain(name)
                ? name
                : URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The variable that holds a text of a stage. */
    static String variable(String stage, String option) {
        return stage + "." + option;
    }

    /** A text as a constant of Camel, which would take two braces for the beginning of a property. */
    static String constant(String text) {
        return text.replace("{{", "\\{{");
    }

    /** A value as JSON. */
    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A text of a stage: the option, or the variable. */
    static Optional<String> of(Exchange exchange, String stage, String option, @Nullable String written) {
        return written == null
                ? Optional.ofNullable(exchange.getVariable(variable(stage, option), String.class))
                : Optional.of(written);
    }
}
