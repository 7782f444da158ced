package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingLine;
import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingMySqlServer;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose server is not heard of any more, because packets are lost on the way, and nobody says so. */
class SilentLineIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestingWorkspace workspace;

    SilentLineIT(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private void slow(String query, String header) {
        workspace.routes(
                "slow.yaml",
                """
                %s
                - {kind: tap, name: rows, connection: db, query: "%s"}
                - {kind: transform, name: twice, query: from rows}
                - {kind: sink, name: to_db, connection: db, locator: never_written}
                """
                        .formatted(header, query));
    }

    private RunReport cutShort(TestingLine line, BooleanSupplier isAtIt, boolean cancels) throws Exception {
        Pipelines pipelines = workspace.start().pipelines();
        RunReport run = pipelines.start("slow", RunRequest.byCommand(Map.of()));
        await().atMost(SOON).until(isAtIt::getAsBoolean);
        line.fallSilent();
        if (cancels) {
            assertThat(pipelines.cancel("slow", run.id())).isTrue();
        }
        return await().atMost(SOON)
                .until(() -> pipelines.report("slow", run.id()).orElseThrow(), now -> now.state() != State.RUNNING);
    }

    @Test
    void onPostgresItCanBeCancelled() throws Exception {
        try (TestingLine line = new TestingLine(TestingPostgres.shared().port())) {
            postgres(line);
            slow("select 1 as n from pg_sleep(121)", "");
            assertThat(cutShort(line, () -> postgresSleeps(121), true).state()).isEqualTo(State.CANCELLED);
        }
    }

    @Test
    void onPostgresItsTimeoutHolds() throws Exception {
        try (TestingLine line = new TestingLine(TestingPostgres.shared().port())) {
            postgres(line);
            slow("select 1 as n from pg_sleep(122)", "- {kind: header, timeout: 15s}");
            assertThat(cutShort(line, () -> postgresSleeps(122), false).error())
                    .isEqualTo("did not end within 15 s, the pipeline's timeout");
        }
    }

    private void postgres(TestingLine line) {
        workspace.connections(
                "db.yaml",
                "db: {conn_type: postgres, host: 127.0.0.1, port: %d, login: postgres, password: postgres, schema: postgres}%n"
                        .formatted(line.port()));
    }

    private static boolean postgresSleeps(int seconds) {
        return !TestingPostgres.shared()
                .query(
                        "postgres",
                        "select 'x' from pg_stat_activity where wait_event = 'PgSleep' and query like '%pg_sleep("
                                + seconds + ")%'")
                .isEmpty();
    }

    @Test
    void onMySqlItCanBeCancelled() throws Exception {
        TestingMySqlServer server = TestingMariaDb.shared();
        try (TestingLine line = new TestingLine(server.port())) {
            workspace.connections(
                    "db.yaml",
                    "db: {conn_type: mysql, host: 127.0.0.1, port: %d, login: %s, password: '%s', schema: %s}%n"
                            .formatted(
                                    line.port(),
                                    TestingMySqlServer.LOGIN,
                                    TestingMySqlServer.PASSWORD,
                                    TestingMySqlServer.DATABASE));
            slow("select sleep(120) as n", "");
            BooleanSupplier sleeps =
                    () -> !server.query("select 'x' from information_schema.processlist where info like '%sleep(120)%'"
                                    + " and id <> connection_id()")
                            .isEmpty();
            assertThat(cutShort(line, sleeps, true).state()).isEqualTo(State.CANCELLED);
        }
    }
}
