package dev.wadi.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Pipelines as users run them, by the launcher in this folder, against the best that the database's own tools do with the same
 * rows: {@code psql} of the machine, and DuckDB without anything around it. It makes its data and starts its PostgreSQL.
 */
final class PipelineBench {

    private static final String COLUMNS =
            """
            (id int, customer int, name text, amount numeric(12,2), created timestamp, score double precision,
             paid boolean, code bigint)""";

    private static final String OTHER_COLUMNS =
            """
            (id bigint, customer bigint, name varchar, amount numeric(14,4), created timestamp, score real, paid boolean,
             code numeric(20,0))""";

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

    private final Path home = Files.createTempDirectory("wadi-bench");
    private final EmbeddedPostgres postgres;
    private final int rounds;
    private final String only;

    private PipelineBench(long rows, int rounds, String only) throws Exception {
        this.rounds = rounds;
        this.only = only;
        this.postgres = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("fsync", "off")
                .start();
        prepare(rows);
    }

    /** Arguments: rows (3,000,000), rounds (5), a part of the names of the cases that are wanted. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 3_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        PipelineBench bench = new PipelineBench(
                rows,
                rounds,
                arguments.length > 2 ? String.join(" ", Arrays.asList(arguments).subList(2, arguments.length)) : "");
        try {
            bench.run(rows);
        } finally {
            bench.close();
        }
    }

    private void prepare(long rows) throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        Path connections = home.resolve("connections/bench.yaml");
        Files.writeString(
                connections,
                """
                pg: {conn_type: postgres, host: localhost, port: %d, login: postgres, schema: postgres, extra: {sslmode: disable}}
                files: {conn_type: file, host: %s}
                """
                        .formatted(postgres.getPort(), home));
        execute("create table source " + COLUMNS);
        execute("create unlogged table target " + COLUMNS);
        execute("create unlogged table other " + OTHER_COLUMNS);
        execute(
                "insert into source select i, i % 100000, case when i % 10 = 0 then null else 'customer ' || i % 1000000 end,"
                        + " (i % 1000000) / 100.0, timestamp '2020-01-01' + i * interval '1 second', i * 0.37, i % 3 = 0, i * 1000003"
                        + " from generate_series(1::bigint, " + rows + ") i");
        execute("vacuum analyze source");
        shell("psql -Xqc \"\\\\copy source to '" + home.resolve("source.csv") + "' csv header\"");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void run(long rows) throws Exception {
        double start = median(repeat(() -> wadi("start", "- {kind: transform, name: one, query: SELECT 1 AS one}")));
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
        String command = java("dev.wadi.bench.PlainCamelRows") + " jdbc:postgresql://localhost:" + postgres.getPort()
                + "/postgres?user=postgres " + few + "";
        List<Double> plain = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            execute("truncate target");
            shell(command);
            List<String> lines = Files.readAllLines(home.resolve("out.txt"));
            plain.add(Double.parseDouble(lines.get(lines.size() - 1)));
            requireRows(few);
            execute("truncate target");
            ours.add(rows / (wadi("bench", SAME_SHAPE).wall() - start));
            requireRows(rows);
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

    private void requireRows(long rows) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from target")) {
            count.next();
            if (count.getLong(1) != rows) {
                throw new IllegalStateException("there are " + count.getLong(1) + " rows instead of " + rows);
            }
        }
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
                        "psql -Xqc \"\\\\copy target from '" + home.resolve("source.csv") + "' csv header\"",
                        "truncate target",
                        1.3),
                new Case(
                        "Parquet to SQL to Parquet",
                        """
                        - {kind: tap, name: rows, connection: files, locator: rows.parquet}
                        - {kind: transform, name: some, query: "SELECT *, amount * 2 AS twice FROM rows WHERE paid"}
                        - {kind: sink, name: write, connection: files, locator: some.parquet, mode: replace}
                        """,
                        duckDb("COPY (SELECT *, amount * 2 AS twice FROM read_parquet('" + home.resolve("rows.parquet")
                                + "') WHERE paid) TO '" + home.resolve("alone.parquet") + "' (FORMAT parquet)"),
                        "select 1",
                        1.2));
    }

    private static String duckDb(String sql) {
        return java("dev.wadi.bench.DuckDbAlone") + " \"" + sql + "\"";
    }

    private void measure(Case measured, double start, long rows) throws Exception {
        List<Run> baselines = new ArrayList<>();
        List<Run> ours = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            execute(measured.before());
            baselines.add(shell(measured.baseline()));
            execute(measured.before());
            ours.add(wadi("bench", measured.pipeline()));
        }
        double baseline = median(baselines);
        double net = median(ours) - start;
        double cpu = ours.stream().mapToDouble(Run::cpu).sorted().toArray()[rounds / 2];
        double memory = ours.stream().mapToDouble(Run::memory).max().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%-42s baseline %6.2f s   wadi %6.2f s, less start %6.2f s   ratio %5.2f (at most %.1f)%s   cpu %4.2f us a row"
                        + "   memory %4.0f MB%n",
                measured.name(),
                baseline,
                median(ours),
                net,
                net / baseline,
                measured.bound(),
                net / baseline <= measured.bound() ? "" : " NOT REACHED",
                cpu * 1e6 / rows,
                memory);
    }

    /** A process: seconds that passed, seconds of the processor, and the most memory that it held, in MB. */
    private record Run(double wall, double cpu, double memory) {}

    private interface Measured {
        Run once() throws Exception;
    }

    private List<Run> repeat(Measured measured) throws Exception {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            runs.add(measured.once());
        }
        return runs;
    }

    private double median(List<Run> runs) {
        return runs.stream().mapToDouble(Run::wall).sorted().toArray()[runs.size() / 2];
    }

    private Run wadi(String id, String pipeline) throws Exception {
        Path file = Files.writeString(home.resolve("routes/" + id + ".yaml"), pipeline);
        return shell("exec " + Path.of("wadi").toAbsolutePath() + " run --connections " + home.resolve("connections")
                + " --routes " + home.resolve("routes") + " " + file);
    }

    private static String java(String main) {
        return "exec " + Path.of(System.getProperty("java.home"), "bin", "java")
                + " --add-opens=java.base/java.nio=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' " + main;
    }

    private Run shell(String command) throws IOException, InterruptedException {
        Path out = home.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("PGHOST", "localhost");
        builder.environment().put("PGPORT", String.valueOf(postgres.getPort()));
        builder.environment().put("PGUSER", "postgres");
        builder.environment().put("WADI_STATE", home.resolve("state").toString());
        long begin = System.nanoTime();
        Process process = builder.start();
        double cpu = 0;
        double memory = 0;
        while (!process.waitFor(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            cpu = Math.max(
                    cpu,
                    process.info()
                            .totalCpuDuration()
                            .map(spent -> spent.toMillis() / 1e3)
                            .orElse(0.0));
            memory = Math.max(memory, residentMegabytes(process.pid()));
        }
        double wall = (System.nanoTime() - begin) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + "\n" + Files.readString(out));
        }
        return new Run(wall, cpu, memory);
    }

    private static double residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) { // it has ended
            return 0;
        }
    }

    private void close() throws IOException {
        postgres.close();
        try (Stream<Path> files = Files.walk(home)) {
            Path[] all = files.sorted(Comparator.reverseOrder()).toArray(Path[]::new);
            Arrays.stream(all).forEach(path -> path.toFile().delete());
        }
    }
}
