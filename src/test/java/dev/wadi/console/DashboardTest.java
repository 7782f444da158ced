package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grafana's dashboard against what a service that has worked really shows. */
class DashboardTest {

    private static final Pattern METRIC = Pattern.compile("\\b(?:wadi|jvm|process|system)_[a-z_]+\\b");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=~|!=|!~|=)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]+)");
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le");

    private static JsonNode dashboard;
    private static Scrape scrape;

    @BeforeAll
    static void work(@TempDir Path home) throws Exception {
        dashboard =
                new ObjectMapper().readTree(Path.of("docker/grafana/wadi.json").toFile());
        try (WorkingService work = WorkingService.start(home)) {
            work.send("ask");
            work.run();
            scrape = work.scrape();
        }
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<JsonNode> panels() {
        return items(dashboard.path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    private static List<String> expressions(JsonNode panel) {
        return items(panel.path("targets"))
                .map(target -> target.path("expr").asText())
                .toList();
    }

    private static Set<String> found(Pattern pattern, int group, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(group))
                .forEach(found::add);
        return found;
    }

    @Test
    void eachMetricThatAPanelShowsIsThere() {
        for (JsonNode panel : panels()) {
            assertThat(expressions(panel)).as(panel.path("title").asText()).isNotEmpty();
            for (String expression : expressions(panel)) {
                assertThat(found(METRIC, 0, expression)).as(expression).isNotEmpty();
                assertThat(scrape.names()).as(expression).containsAll(found(METRIC, 0, expression));
            }
        }
    }

    @Test
    void eachLabelThatAPanelChoosesByIsThere() {
        panels().stream()
                .flatMap(panel -> expressions(panel).stream())
                .forEach(expression -> SELECTOR.matcher(expression).results().forEach((MatchResult selector) -> {
                    Set<String> labels = found(MATCHER, 1, selector.group(2));
                    assertThat(labels).as(expression).contains("job", "instance");
                    labels.removeAll(OF_PROMETHEUS);
                    assertThat(scrape.labels(selector.group(1).replaceFirst("_bucket$", "")))
                            .as(expression)
                            .containsAll(labels);
                }));
    }

    @Test
    void eachPanelSaysWhatItShowsAndInWhichUnit() {
        Set<String> titles = new HashSet<>();
        assertThat(panels()).hasSizeGreaterThan(25);
        for (JsonNode panel : panels()) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(titles.add(title)).as(title).isTrue();
            assertThat(panel.path("description").asText()).as(title).endsWith(".");
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.path("datasource").path("uid").asText()).as(title).isEqualTo("${datasource}");
        }
    }

    @Test
    void panelsDoNotCoverEachOther() {
        Set<String> taken = new HashSet<>();
        items(dashboard.path("panels")).forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = x + "," + (place.path("y").asInt() + y);
                    assertThat(taken.add(cell)).as(panel.path("title").asText()).isTrue();
                }
            }
        });
    }

    @Test
    void theVariablesThatAreUsedAreThere() {
        List<String> variables = items(dashboard.path("templating").path("list"))
                .map(variable -> variable.path("name").asText())
                .toList();
        Set<String> used = found(VARIABLE, 1, dashboard.toString());
        used.removeIf(name -> name.startsWith("__"));

        assertThat(variables).containsExactly("datasource", "job", "instance", "route", "pipeline", "connection");
        assertThat(used).containsExactlyInAnyOrderElementsOf(variables);
        items(dashboard.path("templating").path("list"))
                .map(variable -> variable.path("definition").asText())
                .filter(query -> !query.isEmpty())
                .forEach(query -> assertThat(scrape.names()).containsAll(found(METRIC, 0, query)));
    }
}
