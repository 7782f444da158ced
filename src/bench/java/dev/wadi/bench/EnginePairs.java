package dev.wadi.bench;

import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingMySql;
import dev.wadi.testing.TestingMySqlServer;
import java.util.List;
import java.util.Locale;

/** Pipelines from PostgreSQL to each other engine and back; there is nothing to compare them with, so they have no bound. */
final class EnginePairs {

    private final Workbench bench;
    private final long rows;
    private final int rounds;
    private final double start;

    private EnginePairs(Workbench bench, long rows, int rounds) throws Exception {
        this.bench = bench;
        this.rows = rows;
        this.rounds = rounds;
        this.start = bench.start(rounds);
    }

    /** Arguments: rows (1,000,000), rounds (3). */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (Workbench bench = new Workbench(rows)) {
            EnginePairs pairs = new EnginePairs(bench, rows, rounds);
            bench.connection("sqlite: {conn_type: sqlite, host: " + bench.file("pairs.db") + "}");
            bench.connection("duckdb: {conn_type: duckdb, host: " + bench.file("pairs.duckdb") + "}");
            bench.connection(connection("mariadb", TestingMariaDb.shared()));
            bench.connection(connection("mysql", TestingMySql.shared()));
            for (String engine : List.of("mariadb", "mysql", "sqlite", "duckdb")) {
                pairs.measure("pg", "source", engine, "rows_" + engine);
                pairs.measure(engine, "rows_" + engine, "pg", "back_" + engine);
                bench.requireRows("back_" + engine, rows);
            }
        }
        System.exit(0); // servers that tests share have threads of their own
    }

    private static String connection(String engine, TestingMySqlServer server) {
        server.administer("set global local_infile = 1");
        return "%s: {conn_type: mysql, host: localhost, port: %d, login: %s, password: \"%s\", schema: %s}"
                .formatted(
                        engine,
                        server.port(),
                        TestingMySqlServer.LOGIN,
                        TestingMySqlServer.PASSWORD,
                        TestingMySqlServer.DATABASE);
    }

    private void measure(String from, String source, String to, String target) throws Exception {
        String pipeline =
                """
                - {kind: tap, name: rows, connection: %s, locator: %s}
                - {kind: sink, name: write, connection: %s, locator: %s, mode: replace}
                """
                        .formatted(from, source, to, target);
        List<Workbench.Run> runs = Workbench.repeat(rounds, () -> bench.wadi("pair", pipeline));
        double seconds = Workbench.median(runs) - start;
        double cpu = runs.stream().mapToDouble(Workbench.Run::cpu).sorted().toArray()[rounds / 2];
        System.out.printf(
                Locale.ROOT,
                "%-8s to %-8s %6.2f s   %,10.0f rows a second   cpu %4.2f us a row   memory %4.0f MB%n",
                from,
                to,
                seconds,
                rows / seconds,
                cpu * 1e6 / rows,
                runs.stream().mapToDouble(Workbench.Run::memory).max().orElse(0));
    }
}
