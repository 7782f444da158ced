package dev.wadi.console;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of calls, strictly. What is wrong in them is said as Airflow's API does, without what was sent. */
final class SentJson {

    private static final int MAX_DEPTH = 100;

    private static final JsonMapper JSON = mapper();

    private SentJson() {}

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(LogicalType.Textual, texts -> List.of(
                                CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                        .forEach(shape -> texts.setCoercion(shape, CoercionAction.Fail)))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }

    /**
     * What a body says.
     *
     * @throws RefusedException when it says something else
     */
    static <T> T read(String body, Class<T> type) {
        if (body.isBlank()) {
            throw RefusedException.invalid("missing", List.of("body"), "Field required");
        }
        try {
            @Nullable T read = JSON.readValue(body, type);
            if (read != null) {
                return read;
            }
        } catch (JsonMappingException e) {
            throw e.getCause() instanceof StreamReadException syntax ? noJson(syntax) : wrong(e);
        } catch (JsonProcessingException e) {
            throw noJson(e);
        }
        throw RefusedException.invalid("dict_type", List.of("body"), "Input should be a valid dictionary");
    }

    private static RefusedException noJson(JsonProcessingException e) {
        return RefusedException.invalid("json_invalid", List.of("body", offset(e)), "JSON decode error");
    }

    private static RefusedException wrong(JsonMappingException e) {
        return RefusedException.invalid(typeOf(e), place(e), what(e));
    }

    private static Object offset(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : (int) Math.max(0, e.getLocation().getCharOffset());
    }

    private static List<Object> place(JsonMappingException e) {
        List<Object> place = new ArrayList<>(List.of("body"));
        e.getPath().forEach(part -> {
            if (part.getFieldName() == null) {
                place.add(part.getIndex());
            } else {
                place.add(part.getFieldName());
            }
        });
        return place;
    }

    private static String typeOf(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "extra_forbidden";
        }
        return e instanceof MismatchedInputException wrong ? expected(wrong) + "_type" : "value_error";
    }

    private static final Map<String, String> NAMES =
            Map.of("string", "string", "int", "integer", "bool", "boolean", "list", "list", "dict", "dictionary");

    private static String what(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "Extra inputs are not permitted: there is no field '" + unknown.getPropertyName() + "'";
        }
        return e instanceof MismatchedInputException wrong
                ? "Input should be a valid " + NAMES.get(expected(wrong))
                : "Input is not valid";
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == String.class) {
            return "string";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "int";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "bool";
        }
        return type != null && Collection.class.isAssignableFrom(type) ? "list" : "dict";
    }
}
