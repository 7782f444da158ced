package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.console.TestingApi.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAPI says of the API against what the server does: every operation is called, and every answer fits. */
class OpenApiTest {

    /** One call for each operation, in an order in which each has what it needs; {@code <file>} is one that may be made. */
    private static final Map<String, List<String>> CALLS = calls();

    @TempDir
    private Path home;

    private TestingApi api;
    private JsonNode document;

    private static Map<String, List<String>> calls() {
        Map<String, List<String>> calls = new LinkedHashMap<>();
        String connection = "{\"connection_id\": \"new\", \"conn_type\": \"sqlite\", \"host\": \"<file>\"}";
        calls.put("get /health/live", List.of("/health/live"));
        calls.put("get /health/ready", List.of("/health/ready"));
        calls.put("get /metrics", List.of("/metrics"));
        calls.put("get /api/v2/version", List.of("/api/v2/version"));
        calls.put("get /api/v2/status", List.of("/api/v2/status"));
        calls.put("get /api/v2/usages", List.of("/api/v2/usages"));
        calls.put("get /api/v2/session", List.of("/api/v2/session"));
        calls.put("post /api/v2/session", List.of("/api/v2/session", "{\"token\": \"x\"}"));
        calls.put("delete /api/v2/session", List.of("/api/v2/session"));
        calls.put("post /api/v2/reload", List.of("/api/v2/reload"));
        calls.put("get /api/v2/types", List.of("/api/v2/types"));
        calls.put("get /api/v2/types/{conn_type}", List.of("/api/v2/types/postgres"));
        calls.put("post /api/v2/connections/check", List.of("/api/v2/connections/check", connection));
        calls.put("post /api/v2/connections/test", List.of("/api/v2/connections/test", connection));
        calls.put("post /api/v2/connections", List.of("/api/v2/connections", connection));
        calls.put("get /api/v2/connections", List.of("/api/v2/connections?include=wadi"));
        calls.put("get /api/v2/connections/{connection_id}", List.of("/api/v2/connections/new?include=wadi"));
        calls.put(
                "patch /api/v2/connections/{connection_id}",
                List.of("/api/v2/connections/new", "{\"description\": \"changed\"}"));
        calls.put("get /api/v2/connections/{connection_id}/usages", List.of("/api/v2/connections/new/usages"));
        calls.put("get /api/v2/connections/{connection_id}/schema", List.of("/api/v2/connections/new/schema"));
        calls.put("get /api/v2/connections/{connection_id}/history", List.of("/api/v2/connections/new/history"));
        calls.put("get /api/v2/connections/{connection_id}/measures", List.of("/api/v2/connections/new/measures"));
        calls.put(
                "patch /api/v2/connections",
                List.of(
                        "/api/v2/connections",
                        "{\"actions\": [{\"action\": \"update\", \"entities\": [{\"connection_id\": \"new\", \"conn_type\":"
                                + " \"sqlite\", \"description\": \"again\"}]}]}"));
        calls.put("delete /api/v2/connections/{connection_id}", List.of("/api/v2/connections/new"));
        calls.put("get /api/v2/activity", List.of("/api/v2/activity"));
        calls.put("get /api/v2/pipelines", List.of("/api/v2/pipelines"));
        calls.put("post /api/v2/pipelines/{pipeline_id}/runs", List.of("/api/v2/pipelines/one/runs", "{}"));
        calls.put("get /api/v2/pipelines/{pipeline_id}/runs", List.of("/api/v2/pipelines/one/runs"));
        calls.put("get /api/v2/pipelines/{pipeline_id}/runs/{run_id}", List.of("/api/v2/pipelines/one/runs/<run>"));
        calls.put(
                "post /api/v2/pipelines/{pipeline_id}/runs/{run_id}/cancel",
                List.of("/api/v2/pipelines/one/runs/<run>/cancel", "{}"));
        return calls;
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                home.resolve("routes/one.yaml"),
                "- {kind: transform, name: one, query: SELECT 1 AS one, throttle: 60}\n");
        Files.createFile(home.resolve("new.db"));
        api = new TestingApi(home);
        document = api.get("/openapi.json").body();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** As in {@code get /api/v2/status}. */
    private Set<String> described() {
        Set<String> operations = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method + " " + path.getKey())));
        return operations;
    }

    @Test
    void everyOperationAnswersAsItIsDescribed() {
        Set<String> all = described();
        all.remove("get /api/v2/events"); // never ends
        assertThat(CALLS.keySet()).containsExactlyInAnyOrderElementsOf(all);
        String run = "";
        for (Map.Entry<String, List<String>> call : CALLS.entrySet()) {
            String method = call.getKey().split(" ", 2)[0];
            String path = call.getValue().get(0).replace("<run>", run);
            String body = call.getValue().size() == 1
                    ? null
                    : call.getValue()
                            .get(1)
                            .replace("<file>", home.resolve("new.db").toString());
            Answer answer = api.call(method.toUpperCase(java.util.Locale.ROOT), path, body);
            JsonNode operation =
                    document.path("paths").path(call.getKey().split(" ", 2)[1]).path(method);
            JsonNode response = operation.path("responses").path(Integer.toString(answer.status()));

            assertThat(response.isMissingNode())
                    .as("%s answered %s: %s", call.getKey(), answer.status(), answer.body())
                    .isFalse();
            JsonNode schema = response.path("content").path("application/json").path("schema");
            if (!schema.isMissingNode()) {
                assertThat(misfits(answer.body(), schema, "")).as(call.getKey()).isEmpty();
            }
            if (call.getKey().equals("post /api/v2/pipelines/{pipeline_id}/runs")) {
                run = answer.body().path("run_id").asText();
            }
        }
    }

    @Test
    void everyParameterInAPathIsDescribedAndEveryOperationHasAName() {
        Set<String> names = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            assertThat(names.add(operation.path("operationId").asText()))
                    .as(operation.path("operationId").asText())
                    .isTrue();
            List<String> inPath = new ArrayList<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("path")) {
                    inPath.add("{" + parameter.path("name").asText() + "}");
                }
            });
            assertThat(inPath).allMatch(path.getKey()::contains);
        }));
    }

    /** Where a value does not fit a schema; the few words of JSON Schema that the document uses. */
    private List<String> misfits(JsonNode value, JsonNode schema, String path) {
        List<String> misfits = new ArrayList<>();
        if (schema.has("$ref")) {
            return misfits(value, document.at(schema.path("$ref").asText().substring(1)), path);
        }
        if (schema.has("anyOf")) {
            for (JsonNode one : schema.path("anyOf")) {
                if (misfits(value, one, path).isEmpty()) {
                    return List.of();
                }
            }
            return List.of(path + " fits none of " + schema + ": " + value);
        }
        if (schema.has("type") && !isOf(value, schema.path("type").asText())) {
            return List.of(path + " is no " + schema.path("type").asText() + ": " + value);
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asText())) {
                misfits.add(path + "." + name.asText() + " is missing");
            }
        });
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode known = schema.path("properties").path(field.getKey());
                JsonNode others = schema.path("additionalProperties");
                if (!known.isMissingNode()) {
                    misfits.addAll(misfits(field.getValue(), known, path + "." + field.getKey()));
                } else if (others.isObject()) {
                    misfits.addAll(misfits(field.getValue(), others, path + "." + field.getKey()));
                } else if (others.isBoolean() && !others.asBoolean()) {
                    misfits.add(path + "." + field.getKey() + " is not described");
                }
            });
        }
        if (value.isArray()) {
            value.forEach(item -> misfits.addAll(misfits(item, schema.path("items"), path + "[]")));
        }
        return misfits;
    }

    private static boolean isOf(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> value.isObject();
        };
    }
}
