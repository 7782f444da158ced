package dev.wadi.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The description of the API, made from the calls that are served and from nothing else. */
final class OpenApi {

    static final String PATH = "/openapi.json";

    private static final Pattern IN_PATH = Pattern.compile(":([a-z_]+)");
    private static final Map<String, Object> DETAIL = Map.of("$ref", "#/components/schemas/Error");

    private final JsonShapes shapes = new JsonShapes();

    private OpenApi() {}

    /** The calls, and the one that describes them. */
    static List<ApiCall> with(List<ApiCall> calls) {
        List<ApiCall> all = new ArrayList<>(calls);
        all.add(ApiCall.get(PATH, "Describe the API", String.class, asked -> Answer.ok(of(all))));
        return List.copyOf(all);
    }

    /** The document, as it is sent. */
    static Map<String, Object> of(List<ApiCall> calls) {
        return new OpenApi().document(calls);
    }

    private Map<String, Object> document(List<ApiCall> calls) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        calls.stream()
                .filter(call -> !isOfPage(call) && !call.path().equals(PATH))
                .forEach(call -> paths.computeIfAbsent(path(call), path -> new TreeMap<>())
                        .put(call.method().name().toLowerCase(Locale.ROOT), operation(call)));
        Map<String, Object> schemas = shapes.schemas();
        schemas.put(
                "Error",
                Map.of("type", "object", "required", List.of("detail"), "properties", Map.of("detail", Map.of())));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put(
                "info", Map.of("title", "Wadi", "version", ServiceVersion.own().version()));
        document.put("security", List.of(Map.of(), Map.of("bearer", List.of())));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas,
                        "securitySchemes",
                        Map.of("bearer", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private static boolean isOfPage(ApiCall call) {
        return call.path().equals("/") || call.path().startsWith("/assets/");
    }

    private static String path(ApiCall call) {
        return IN_PATH.matcher(call.path()).replaceAll("{$1}");
    }

    private Map<String, Object> operation(ApiCall call) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", call.summary());
        operation.put("operationId", operationId(call));
        operation.put("x-role", call.role().word());
        List<Object> parameters = new ArrayList<>();
        IN_PATH.matcher(call.path())
                .results()
                .map(MatchResult::group)
                .forEach(name -> parameters.add(Map.of(
                        "name",
                        name.substring(1),
                        "in",
                        "path",
                        "required",
                        true,
                        "schema",
                        Map.of("type", "string"))));
        call.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        operation.put("parameters", parameters);
        Class<?> body = call.body();
        if (body != null) {
            operation.put("requestBody", Map.of("required", true, "content", json(shapes.of(body))));
        }
        operation.put("responses", responses(call));
        return operation;
    }

    /** As in {@code patch_connections_connection_id}. */
    private static String operationId(ApiCall call) {
        return call.method().name().toLowerCase(Locale.ROOT)
                + call.path().replace("/api/v2", "").replace(".json", "").replaceAll("[/:]+", "_");
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("type", parameter.type());
        Object otherwise = parameter.otherwise();
        if (otherwise != null) {
            one.put("default", otherwise);
        }
        return Map.of(
                "name", parameter.name(),
                "in", parameter.in().name().toLowerCase(Locale.ROOT),
                "required", false,
                "description", parameter.description(),
                "schema", parameter.isRepeated() ? Map.of("type", "array", "items", one) : one);
    }

    private Map<String, Object> responses(ApiCall call) {
        Map<String, Object> responses = new TreeMap<>();
        call.answers().forEach((status, type) -> responses.put(status.toString(), response(type)));
        responses.put("default", Map.of("description", "Why it cannot be answered", "content", json(DETAIL)));
        return responses;
    }

    private Map<String, Object> response(Class<?> type) {
        if (type == Void.class) {
            return Map.of("description", "Done");
        }
        if (type == String.class) {
            return Map.of(
                    "description", "Text", "content", Map.of("text/plain", Map.of("schema", Map.of("type", "string"))));
        }
        return Map.of("description", "Done", "content", json(shapes.of(type)));
    }

    private static Map<String, Object> json(Map<String, Object> schema) {
        return Map.of("application/json", Map.of("schema", schema));
    }
}
