package dev.wadi.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Pipelines as users run them, by the launcher in this folder, against the best that the database's own tools do with the same
 * rows: {@code psql} of the machine, and DuckDB without anything around it. It makes its data and starts its PostgreSQL.
 */
final class PipelineBench {

    private static final String TO_NOWHERE = "psql -Xqc 'copy source to stdout (format binary)' > /dev/null";

    private static final String PIPED =
            "psql -Xqc 'copy source to stdout (format binary)' | psql -Xqc 'copy target from stdin (format binary)'";

    private static final String SAME_SHAPE =
            """
            - {kind: tap, name: rows, connection: pg, locator: source}
            - {kind: sink, name: write, connection: pg, locator: target}
            """;

    /** As many as plain Camel moves in some seconds; it holds them in memory. */
    private static final long PLAIN_ROWS = 300_000;

    private static final int TIMES_PLAIN = 20;

    /** What is compared: a pipeline, and a command of the shell. */
    private record Case(String name, String pipeline, String baseline, String before, double bound) {}

    private final Workbench bench;
    private final int rounds;
    private final String only;

    private PipelineBench(Workbench bench, int rounds, String only) {
        this.bench = bench;
        this.rounds = rounds;
        this.only = only;
    }

    /** Arguments: rows (3,000,000), rounds (5), a part of the names of the cases that are wanted. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 3_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        String only =
                arguments.length > 2 ? String.join(" ", Arrays.asList(arguments).subList(2, arguments.length)) : "";
        try (Workbench bench = new Workbench(rows)) {
            bench.shell("psql -Xqc \"\\\\copy source to '" + bench.file("source.csv") + "' csv header\"");
            new PipelineBench(bench, rounds, only).run(rows);
        }
    }

    private void run(long rows) throws Exception {
        double start = bench.start(rounds);
        System.out.printf(Locale.ROOT, "start and stop of a run: %.2f s%n", start);
        for (Case measured : cases()) {
            if (measured.name().contains(only)) {
                measure(measured, start, rows);
            }
        }
        if ("plain Camel".contains(only)) {
            againstPlainCamel(start, rows);
        }
    }

    private void againstPlainCamel(double start, long rows) throws Exception {
        long few = Math.min(rows, PLAIN_ROWS);
        String command = Workbench.java("dev.wadi.bench.PlainCamelRows") + " jdbc:postgresql://localhost:"
                + bench.postgresPort()
                + "/postgres?user=postgres " + few;
        List<Double> plain = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            bench.execute("truncate target");
            bench.shell(command);
            plain.add(Double.parseDouble(bench.lastLine()));
            bench.requireRows("target", few);
            bench.execute("truncate target");
            ours.add(rows / (bench.wadi("bench", SAME_SHAPE).wall() - start));
            bench.requireRows("target", rows);
        }
        double ratio = middle(ours) / middle(plain);
        System.out.printf(
                Locale.ROOT,
                "PostgreSQL to PostgreSQL, rows a second: plain Camel %,.0f   wadi %,.0f   ratio %.1f (at least %d)%s%n",
                middle(plain),
                middle(ours),
                ratio,
                TIMES_PLAIN,
                ratio >= TIMES_PLAIN ? "" : " NOT REACHED");
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private List<Case> cases() {
        return List.of(
                new Case("PostgreSQL to PostgreSQL, same shape", SAME_SHAPE, PIPED, "truncate target", 1.1),
                new Case(
                        "PostgreSQL to PostgreSQL, types changed",
                        """
                        - {kind: tap, name: rows, connection: pg, locator: source}
                        - {kind: sink, name: write, connection: pg, locator: other}
                        """,
                        PIPED,
                        "truncate target; truncate other",
                        1.6),
                new Case(
                        "PostgreSQL to Parquet",
                        """
                        - {kind: tap, name: rows, connection: pg, locator: source}
                        - {kind: sink, name: write, connection: files, locator: rows.parquet, mode: replace}
                        """,
                        TO_NOWHERE,
                        "select 1",
                        1.6),
                new Case(
                        "PostgreSQL to group by to PostgreSQL",
                        """
                        - {kind: tap, name: rows, connection: pg, locator: source}
                        - {kind: transform, name: totals, query: "SELECT customer, sum(amount) AS total, count(*) AS n FROM rows WHERE paid GROUP BY ALL"}
                        - {kind: sink, name: write, connection: pg, locator: totals, mode: replace}
                        """,
                        TO_NOWHERE,
                        "drop table if exists totals",
                        1.6),
                new Case(
                        "CSV to PostgreSQL",
                        """
                        - {kind: tap, name: rows, connection: files, locator: source.csv}
                        - {kind: sink, name: write, connection: pg, locator: target}
                        """,
                        "psql -Xqc \"\\\\copy target from '" + bench.file("source.csv") + "' csv header\"",
                        "truncate target",
                        1.3),
                new Case(
                        "Parquet to SQL to Parquet",
                        """
                        - {kind: tap, name: rows, connection: files, locator: rows.parquet}
                        - {kind: transform, name: some, query: "SELECT *, amount * 2 AS twice FROM rows WHERE paid"}
                        - {kind: sink, name: write, connection: files, locator: some.parquet, mode: replace}
                        """,
                        duckDb("COPY (SELECT *, amount * 2 AS twice FROM read_parquet('" + bench.file("rows.parquet")
                                + "') WHERE paid) TO '" + bench.file("alone.parquet") + "' (FORMAT parquet)"),
                        "select 1",
                        1.2));
    }

    private static String duckDb(String sql) {
        return Workbench.java("dev.wadi.bench.DuckDbAlone") + " \"" + sql + "\"";
    }

    private void measure(Case measured, double start, long rows) throws Exception {
        List<Workbench.Run> baselines = new ArrayList<>();
        List<Workbench.Run> ours = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            bench.execute(measured.before());
            baselines.add(bench.shell(measured.baseline()));
            bench.execute(measured.before());
            ours.add(bench.wadi("bench", measured.pipeline()));
        }
        double baseline = Workbench.median(baselines);
        double net = Workbench.median(ours) - start;
        double cpu = ours.stream().mapToDouble(Workbench.Run::cpu).sorted().toArray()[rounds / 2];
        double memory = ours.stream().mapToDouble(Workbench.Run::memory).max().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%-42s baseline %6.2f s   wadi %6.2f s, less start %6.2f s   ratio %5.2f (at most %.1f)%s   cpu %4.2f us a row"
                        + "   memory %4.0f MB%n",
                measured.name(),
                baseline,
                Workbench.median(ours),
                net,
                net / baseline,
                measured.bound(),
                net / baseline <= measured.bound() ? "" : " NOT REACHED",
                cpu * 1e6 / rows,
                memory);
    }
}
