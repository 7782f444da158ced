package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the records of the API look like as JSON, as OpenAPI 3.1 says it. It knows what they are made of, and throws at
 * anything else, so that no answer goes undescribed.
 */
final class JsonShapes {

    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Object> schemas = new TreeMap<>();

    /** The schema of a type; records are described once, and referred to. */
    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic);
        }
        Class<?> named = (Class<?>) type;
        if (named == String.class) {
            return Map.of("type", "string");
        }
        if (named == int.class || named == long.class || named == Integer.class || named == Long.class) {
            return Map.of("type", "integer");
        }
        if (named == double.class || named == Double.class) {
            return Map.of("type", "number");
        }
        if (named == boolean.class || named == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (named == Object.class || named == JsonNode.class) {
            return Map.of();
        }
        if (named.isEnum()) {
            return Map.of("type", "string", "enum", names(named));
        }
        if (named.isRecord()) {
            return ofRecord(named);
        }
        throw new IllegalStateException("The API cannot say what a " + type.getTypeName() + " is");
    }

    private Map<String, Object> ofGeneric(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(last));
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of("type", "object", "additionalProperties", of(last));
        }
        throw new IllegalStateException("The API cannot say what a " + type.getTypeName() + " is");
    }

    private static List<String> names(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(name(type, (Enum<?>) constant));
        }
        return names;
    }

    private static String name(Class<?> type, Enum<?> constant) {
        boolean hasWords = Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
        if (hasWords) {
            return ServiceStatus.word(constant);
        }
        try {
            JsonProperty property = type.getField(constant.name()).getAnnotation(JsonProperty.class);
            return property == null ? constant.name() : property.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // every constant is a field
        }
    }

    private Map<String, Object> ofRecord(Class<?> type) {
        String name = type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of()); // for records that hold records of their own kind
            schemas.put(name, properties(type));
        }
        return Map.of("$ref", REFERENCE + name);
    }

    private Map<String, Object> properties(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = name(type, component);
            Map<String, Object> schema = of(component.getGenericType());
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            properties.put(name, mayBeNull && !schema.isEmpty() ? orNull(schema) : schema);
            if (!isLeftOut(component) && !isLeftOut(type) || !mayBeNull) {
                required.add(name);
            }
        }
        return Map.of("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    /** Whether null ones are not written at all. */
    private static boolean isLeftOut(AnnotatedElement element) {
        JsonInclude include = element.getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static boolean isLeftOut(RecordComponent component) {
        return isLeftOut((AnnotatedElement) component) || isLeftOut((AnnotatedElement) component.getAccessor());
    }

    private static String name(Class<?> type, RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        if (property != null) {
            return property.value();
        }
        boolean isSnake = type.isAnnotationPresent(JsonNaming.class);
        return isSnake
                ? ((PropertyNamingStrategies.SnakeCaseStrategy) PropertyNamingStrategies.SNAKE_CASE)
                        .translate(component.getName())
                : component.getName();
    }

    /** What was described, by name. */
    Map<String, Object> schemas() {
        return schemas;
    }
}
