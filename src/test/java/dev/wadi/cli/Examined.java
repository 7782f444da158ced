package dev.wadi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code wadi doctor --json} found out. */
record Examined(int exitCode, String text, JsonNode json) {

    /** Looks at a project, on ports that are picked, with further variables. */
    static Examined of(Path project, Map<String, String> variables, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "WADI_API_PORT",
                "0",
                "WADI_PORT",
                "0",
                "WADI_STATE",
                project.resolve("state").toString(),
                "WADI_PLUGINS",
                project.resolve("plugins").toString()));
        environment.putAll(variables);
        List<String> all = new ArrayList<>(List.of("doctor", "--json"));
        all.addAll(List.of(arguments));
        Called called = Called.wadi(project, environment, "", all.toArray(new String[0]));
        try {
            return new Examined(called.exitCode(), called.out(), new ObjectMapper().readTree(called.out()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(called.toString(), e);
        }
    }

    /** The findings of a topic, as {@code mark | where | what | fix}. */
    List<String> about(String topic) {
        List<String> found = new ArrayList<>();
        for (JsonNode finding : json.get("findings")) {
            if (finding.get("topic").asText().equals(topic)) {
                found.add(String.join(
                        " | ",
                        finding.get("mark").asText(),
                        finding.get("where").asText(),
                        finding.get("what").asText(),
                        finding.get("fix").asText()));
            }
        }
        return found;
    }
}
