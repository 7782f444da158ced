package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What Prometheus reads of a running service, line by line. */
record Scrape(List<String> lines) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=\"");

    static Scrape of(ApiServer server) {
        RawHttp.Answer answer = new RawHttp(server.port()).get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return new Scrape(answer.body().lines().toList());
    }

    /** The numbers of ours. */
    List<String> numbers() {
        return lines.stream().filter(line -> line.startsWith("wadi_")).toList();
    }

    /** The value of a series; fails when there is no such one. */
    double value(String series) {
        List<String> found =
                lines.stream().filter(line -> line.startsWith(series + " ")).toList();
        assertThat(found).as(series).hasSize(1);
        return Double.parseDouble(found.get(0).substring(series.length() + 1));
    }

    /** The metrics of ours and their types. */
    Map<String, String> types() {
        Map<String, String> types = new TreeMap<>();
        lines.forEach(line -> {
            var type = TYPE.matcher(line);
            if (type.matches() && type.group(1).startsWith("wadi_")) {
                types.put(type.group(1), type.group(2));
            }
        });
        return types;
    }

    /** The names that series have, all of them. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        lines.stream().filter(line -> !line.startsWith("#")).forEach(line -> names.add(name(line)));
        return names;
    }

    private static String name(String line) {
        return line.split("[{ ]", 2)[0];
    }

    /** The labels of a metric in their order, without the bounds of buckets. */
    Set<String> labels(String metric) {
        Set<String> labels = new LinkedHashSet<>();
        lines.stream()
                .filter(line -> name(line).equals(metric) || name(line).equals(metric + "_bucket"))
                .forEach(line -> LABEL.matcher(line)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .filter(label -> !label.equals("le"))
                        .forEach(labels::add));
        return labels;
    }
}
