package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on metrics against what a service that has worked really shows. */
class MetricsPageTest {

    private static final Path PAGE = Path.of("src/docs/metrics.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static Scrape scrape;

    @BeforeAll
    static void work(@TempDir Path home) throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.send("ask");
            work.run();
            scrape = work.scrape();
        }
    }

    /** A line of the table. */
    private record Documented(String name, String type, List<String> labels, String meaning) {

        static Documented of(String line) {
            List<String> cells = List.of(line.split("\\|", -1));
            assertThat(cells).as(line).hasSize(7);
            return new Documented(
                    codes(cells.get(1)).get(0),
                    cells.get(2).strip(),
                    codes(cells.get(3)),
                    cells.get(4).strip());
        }
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<Documented> table() throws Exception {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `wadi_"))
                .map(Documented::of)
                .toList();
    }

    @Test
    void theTableAndAScrapeNameTheSameMetrics() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        table().forEach(line -> documented.put(line.name(), line.type()));

        assertThat(scrape.types()).isEqualTo(documented);
    }

    @Test
    void theTableNamesTheLabelsThatTheSeriesHave() throws Exception {
        for (Documented line : table()) {
            assertThat(scrape.labels(line.name())).as(line.name()).containsExactlyInAnyOrderElementsOf(line.labels());
            assertThat(line.meaning()).as(line.name()).isNotEmpty();
        }
    }

    @Test
    void whatThePageSaysOfTheProcessAndInRulesIsThere() throws Exception {
        String page = Files.readString(PAGE);
        List<String> named = new ArrayList<>();
        Pattern.compile("\\b(?:wadi|jvm|process|system)_[a-z_]+\\b")
                .matcher(page)
                .results()
                .map((MatchResult match) -> match.group())
                .forEach(named::add);
        named.removeIf(scrape.types()::containsKey);

        assertThat(named).hasSizeGreaterThan(8);
        assertThat(scrape.names()).containsAll(named);
    }
}
