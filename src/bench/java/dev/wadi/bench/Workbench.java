package dev.wadi.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder in which pipelines run as users run them, by the launcher in the current folder, with a PostgreSQL ({@code pg}) that
 * has the rows in its table {@code source}.
 */
final class Workbench implements AutoCloseable {

    private static final String COLUMNS =
            """
            (id int, customer int, name text, amount numeric(12,2), created timestamp, score double precision,
             paid boolean, code bigint)""";

    private static final String OTHER_COLUMNS =
            """
            (id bigint, customer bigint, name varchar, amount numeric(14,4), created timestamp, score real, paid boolean,
             code numeric(20,0))""";

    private final Path home = Files.createTempDirectory("wadi-bench");
    private final EmbeddedPostgres postgres;

    Workbench(long rows) throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("fsync", "off")
                .start();
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        connection(
                "pg: {conn_type: postgres, host: localhost, port: %d, login: postgres, schema: postgres, extra: {sslmode: disable}}"
                        .formatted(postgres.getPort()));
        connection("files: {conn_type: file, host: " + home + "}");
        execute("create table source " + COLUMNS);
        execute("create unlogged table target " + COLUMNS);
        execute("create unlogged table other " + OTHER_COLUMNS);
        execute(
                "insert into source select i, i % 100000, case when i % 10 = 0 then null else 'customer ' || i % 1000000 end,"
                        + " (i % 1000000) / 100.0, timestamp '2020-01-01' + i * interval '1 second', i * 0.37, i % 3 = 0, i * 1000003"
                        + " from generate_series(1::bigint, " + rows + ") i");
        execute("vacuum analyze source");
    }

    /** A process: seconds that passed, seconds of the processor, and the most memory that it held, in MB. */
    record Run(double wall, double cpu, double memory) {}

    /** Something that is measured. */
    interface Measured {
        Run once() throws Exception;
    }

    static List<Run> repeat(int rounds, Measured measured) throws Exception {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            runs.add(measured.once());
        }
        return runs;
    }

    /** Of the seconds that passed. */
    static double median(List<Run> runs) {
        return runs.stream().mapToDouble(Run::wall).sorted().toArray()[runs.size() / 2];
    }

    /** Seconds of a run that does nothing. */
    double start(int rounds) throws Exception {
        wadi("start", "- {kind: transform, name: one, query: SELECT 1 AS one}"); // makes the launcher's class archive
        return median(repeat(rounds, () -> wadi("start", "- {kind: transform, name: one, query: SELECT 1 AS one}")));
    }

    /** A file of the folder. */
    Path file(String name) {
        return home.resolve(name);
    }

    int postgresPort() {
        return postgres.getPort();
    }

    /** Adds a connection, written as a line of YAML. */
    void connection(String line) throws IOException {
        Files.writeString(
                home.resolve("connections/bench.yaml"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Fails unless a table of PostgreSQL has so many rows. */
    void requireRows(String table, long rows) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + table)) {
            count.next();
            if (count.getLong(1) != rows) {
                throw new IllegalStateException(table + " has " + count.getLong(1) + " rows instead of " + rows);
            }
        }
    }

    Run wadi(String id, String pipeline) throws Exception {
        Path file = Files.writeString(home.resolve("routes/" + id + ".yaml"), pipeline);
        return shell("exec " + Path.of("wadi").toAbsolutePath() + " run --connections " + home.resolve("connections")
                + " --routes " + home.resolve("routes") + " " + file);
    }

    /** The command that runs a program of this folder alone. */
    static String java(String main) {
        return "exec " + Path.of(System.getProperty("java.home"), "bin", "java")
                + " --add-opens=java.base/java.nio=ALL-UNNAMED -cp '"
                + System.getProperty("java.class.path") + "' " + main;
    }

    Run shell(String command) throws IOException, InterruptedException {
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
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
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

    /** The last line that the last command printed. */
    String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("out.txt"));
        return lines.get(lines.size() - 1);
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

    @Override
    public void close() throws IOException {
        postgres.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
