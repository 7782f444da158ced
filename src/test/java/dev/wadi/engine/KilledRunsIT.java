package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunOverlapsException;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes that are killed in the middle of a run neither lose nor double a row. */
@Tag("chaos")
class KilledRunsIT {

    private static final Logger LOG = LoggerFactory.getLogger(KilledRunsIT.class);
    private static final TestingPostgres POSTGRES = TestingPostgres.shared();

    private static final int ROWS = 100_000;

    /** More of them with {@code -Dwadi.kills=50}. */
    private static final int KILLS = Integer.getInteger("wadi.kills", 2);

    private static final int MAX_CHILDREN = 10 * KILLS;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    @BeforeEach
    void source() {
        POSTGRES.execute("drop schema if exists killed cascade");
        POSTGRES.execute("create schema killed");
        POSTGRES.execute("create table killed.source as select i as id, repeat('note ', 10) || i as note"
                + " from generate_series(1, " + ROWS + ") i");
        new TestingWorkspace(home)
                .connections(
                        "pg.yaml",
                        """
                pg: {conn_type: postgres, host: %s, port: %d, login: postgres, password: postgres, schema: postgres}
                """
                                .formatted(POSTGRES.host(), POSTGRES.port()))
                .routes(
                        "copy.yaml",
                        """
                - {kind: tap, name: source, connection: pg, locator: killed.source}
                - {kind: sink, name: first, connection: pg, locator: killed.first}
                - {kind: transform, name: decorated, query: "select id, upper(note) as note from source"}
                - {kind: sink, name: second, connection: pg, locator: killed.second}
                """)
                .routes(
                        "slow.yaml",
                        """
                - {kind: tap, name: rows, connection: pg, query: "select 1 as one from pg_sleep(100)"}
                - {kind: sink, name: to_pg, connection: pg, locator: killed.target}
                """);
    }

    @Test
    void runsThatAreKilledEndWithExactlyTheSourcesRows() throws Exception {
        long seed = Long.getLong("wadi.seed", System.nanoTime());
        LOG.info("{} kills, seed {}: -Dwadi.seed repeats it", KILLS, seed);
        Random random = new Random(seed);
        long usual = runToItsEnd();
        int killed = 0;
        for (int child = 0; killed < KILLS; child++) {
            assertThat(child).as("children for %d kills", killed).isLessThan(MAX_CHILDREN);
            killed += killAfter(random.nextLong(Math.max(usual, 1))) ? 1 : 0;
        }
        runToItsEnd();
        try (Service service = new Service(home)) {
            List<RunReport> runs = service.pipelines().runs("copy", 100, 0);
            assertThat(runs).extracting(RunReport::state).containsOnly(State.DONE);
            String expected = (long) runs.size() * ROWS + " " + ROWS;
            assertThat(count("first")).isEqualTo(expected);
            assertThat(count("second")).isEqualTo(expected);
        }
    }

    private static String count(String table) {
        return POSTGRES.query("postgres", "select count(*) || ' ' || count(distinct id) from killed." + table)
                .get(0);
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
            boolean ended = child.process().waitFor(millis, TimeUnit.MILLISECONDS);
            if (ended) {
                assertThat(child.printed()).contains("DONE");
            }
            return !ended;
        }
    }

    @Test
    void twoProcessesNeverRunOnePipelineAtOnce() throws Exception {
        try (Service service = new Service(home)) {
            Pipelines pipelines = service.pipelines();
            RunReport other;
            try (RunInChild child = new RunInChild(home, "slow")) {
                child.awaitReady();
                other = await().atMost(SOON)
                        .until(() -> pipelines.runs("slow", 1, 0), runs -> runs.size() == 1)
                        .get(0);
                assertThat(other.state()).isEqualTo(State.RUNNING);
                assertThatThrownBy(() -> pipelines.run("slow", RunRequest.byCommand(Map.of())))
                        .isInstanceOf(RunOverlapsException.class)
                        .hasMessage("pipeline 'slow' runs already as " + other.id()
                                + "; two runs of one pipeline never overlap");
            }
            RunReport left = pipelines.report("slow", other.id()).orElseThrow();
            assertThat(left.state()).isEqualTo(State.INTERRUPTED);
            assertThat(left.error()).isEqualTo("its process ended before it did");
            RunReport again = pipelines.start("slow", RunRequest.byCommand(Map.of()));
            assertThat(again.id()).isEqualTo(other.id());
            pipelines.cancel("slow");
        }
    }

    /** The service in this process. */
    private static final class Service implements AutoCloseable {

        private final TestingWorkspace workspace;
        private final Engine engine;

        Service(Path home) throws Exception {
            workspace = new TestingWorkspace(home);
            engine = workspace.start();
        }

        Pipelines pipelines() {
            return engine.pipelines();
        }

        @Override
        public void close() {
            workspace.close();
        }
    }
}
