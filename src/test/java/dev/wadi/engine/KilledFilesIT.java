package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Processes that are killed while they write files or objects leave each row once, when their run is taken up. */
@Tag("chaos")
class KilledFilesIT {

    private static final Logger LOG = LoggerFactory.getLogger(KilledFilesIT.class);

    private static final int ROWS = 20_000;
    private static final int PARTS = 40;

    /** In each of the four tests; more of them with {@code -Dwadi.kills.files=10}. */
    private static final int KILLS = Integer.getInteger("wadi.kills.files", 1);

    private static final int MAX_CHILDREN = 10 + 10 * KILLS;

    private final Random random = new Random(seed());

    @TempDir
    private Path home;

    private static long seed() {
        long seed = Long.getLong("wadi.seed", System.nanoTime());
        LOG.info("{} kills, seed {}: -Dwadi.seed repeats it", KILLS, seed);
        return seed;
    }

    @BeforeEach
    void source() throws Exception {
        Files.createDirectories(home.resolve("data"));
        sql("copy (select range as id, range % " + PARTS + " as part, 'note ' || range as note from range(" + ROWS
                + ")) to '" + home.resolve("data/source.parquet") + "'");
    }

    private static List<String> sql(String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            List<String> values = new java.util.ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        values.add(rows.getString(1));
                    }
                }
            }
            return values;
        }
    }

    private TestingWorkspace workspace(String mode, String connection) {
        return new TestingWorkspace(home)
                .connections("out.yaml", connection)
                .routes(
                        "copy.yaml",
                        """
                - {kind: tap, name: source, connection: {kind: Parquet, locator: data/source.parquet}}
                - kind: sink
                  name: parted
                  mode: %s
                  connection: {conn_id: out, locator: out/, params: {format: parquet, partition_by: part}}
                """
                                .formatted(mode));
    }

    private String folder() {
        return "out: {conn_type: file, host: '" + home.resolve("data") + "'}\n";
    }

    @Test
    void aFolderThatIsReplacedHasTheRowsOfOneRun() throws Exception {
        killed(workspace("replace", folder()), runs -> {
            assertThat(counted(visible())).isEqualTo(ROWS + " " + ROWS);
            assertNothingIsLeft();
        });
    }

    @Test
    void aFolderToWhichPartsAreAddedHasTheRowsOfAllRuns() throws Exception {
        killed(workspace("append", folder()), runs -> {
            assertThat(counted(visible())).isEqualTo(runs * ROWS + " " + ROWS);
            assertNothingIsLeft();
        });
    }

    @Test
    void objectsThatAreReplacedHaveTheRowsOfOneRun() throws Exception {
        objects("replace");
    }

    @Test
    void objectsThatAreAddedHaveTheRowsOfAllRuns() throws Exception {
        objects("append");
    }

    private void objects(String mode) throws Exception {
        TestingS3 s3 = TestingS3.shared();
        String bucket = "killed-" + mode + Long.toHexString(random.nextLong());
        try (S3Client server = s3.client()) {
            server.createBucket(request -> request.bucket(bucket));
            String connection =
                    """
                out:
                  conn_type: aws
                  login: %s
                  password: %s
                  extra: {endpoint_url: "%s", service_config: {s3: {bucket_name: %s}}}
                """
                            .formatted(TestingS3.ACCESS_KEY, TestingS3.SECRET_KEY, s3.url(), bucket);
            killed(workspace(mode, connection), runs -> {
                long expected = mode.equals("replace") ? ROWS : runs * ROWS;
                assertThat(counted(downloaded(server, bucket))).isEqualTo(expected + " " + ROWS);
            });
        }
    }

    private List<Path> downloaded(S3Client server, String bucket) throws IOException {
        Path folder = Files.createTempDirectory(home, "objects");
        List<Path> files = new java.util.ArrayList<>();
        for (S3Object object : server.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix("out/"))
                .contents()) {
            if (!object.key().contains("/.")) {
                Path file = folder.resolve(object.key());
                Files.createDirectories(file.getParent());
                server.getObject(request -> request.bucket(bucket).key(object.key()), file);
                files.add(file);
            }
        }
        return files;
    }

    private static String counted(List<Path> files) throws SQLException {
        String all = files.stream().map(file -> "'" + file + "'").toList().toString();
        return sql("select count(*) || ' ' || count(distinct id) from read_parquet(" + all + ")")
                .get(0);
    }

    /** The files that readers see. */
    private List<Path> visible() throws IOException {
        return files().stream().filter(file -> !isHidden(file)).toList();
    }

    private boolean isHidden(Path file) {
        for (Path name : home.relativize(file)) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("data"))) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("source.parquet"))
                    .toList();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(visible()).allMatch(file -> file.toString().endsWith(".parquet"));
        assertThat(files().stream().filter(this::isHidden))
                .allMatch(file -> file.toString().endsWith(".wadi-run"));
    }

    /** What is to be true after each run that was killed and taken up. */
    private interface Check {
        void of(long runs) throws Exception;
    }

    private void killed(TestingWorkspace workspace, Check check) throws Exception {
        long usual = runToItsEnd();
        try (TestingWorkspace here = workspace) {
            Engine engine = here.start();
            int killed = 0;
            for (int child = 0; killed < KILLS; child++) {
                assertThat(child).as("children for %d kills", killed).isLessThan(MAX_CHILDREN);
                killed += killAfter(random.nextLong(Math.max(usual, 1))) ? 1 : 0;
                RunReport taken = engine.pipelines().run("copy", RunRequest.byCommand(Map.of()));
                assertThat(taken.state()).as(taken.toString()).isEqualTo(State.DONE);
                List<RunReport> runs = engine.pipelines().runs("copy", 1000, 0);
                assertThat(runs).extracting(RunReport::state).containsOnly(State.DONE);
                check.of(runs.size());
            }
        }
    }

    /** @return how many milliseconds the run took */
    private long runToItsEnd() throws Exception {
        try (RunInChild child = new RunInChild(home, "copy")) {
            child.awaitReady();
            long began = System.nanoTime();
            assertThat(child.printed()).contains("DONE");
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        }
    }

    /** @return false when it ended before */
    private boolean killAfter(long millis) throws Exception {
        try (RunInChild child = new RunInChild(home, "copy")) {
            child.awaitReady();
            return !child.process().waitFor(millis, TimeUnit.MILLISECONDS);
        }
    }
}
