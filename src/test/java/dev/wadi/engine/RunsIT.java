package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunOverlapsException;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.pipeline.RunStoreException;
import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs begin, end, and are taken up, on real databases. */
class RunsIT {

    private static final TestingPostgres POSTGRES = TestingPostgres.shared();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private TestingWorkspace workspace;
    private @Nullable Pipelines pipelines;

    @BeforeEach
    void source() {
        POSTGRES.execute("drop schema if exists runs cascade");
        POSTGRES.execute("create schema runs");
        POSTGRES.execute("create table runs.source (id int, note text)");
        add(1, 1000);
        workspace = new TestingWorkspace(home)
                .connections(
                        "pg.yaml",
                        """
                pg: {conn_type: postgres, host: %s, port: %d, login: postgres, password: postgres, schema: postgres}
                """
                                .formatted(POSTGRES.host(), POSTGRES.port()));
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    /** Ends the service; the next one has the same files. */
    private void end() {
        workspace.close();
        workspace = new TestingWorkspace(home);
        pipelines = null;
    }

    private static void add(int from, int to) {
        POSTGRES.execute(
                "insert into runs.source select i, 'note ' || i from generate_series(" + from + ", " + to + ") i");
    }

    private static String count(String table) {
        return POSTGRES.query("postgres", "select count(*) || ' ' || count(distinct id) from runs." + table)
                .get(0);
    }

    private RunReport run(String pipeline) throws Exception {
        return run(pipeline, RunRequest.byCommand(Map.of()));
    }

    private RunReport run(String pipeline, RunRequest request) throws Exception {
        return pipelines().run(pipeline, request);
    }

    private Pipelines pipelines() throws Exception {
        Pipelines present = pipelines;
        if (present == null) {
            present = workspace.start().pipelines();
            pipelines = present;
        }
        return present;
    }

    private void twoSinks(String incremental) {
        workspace.routes(
                "two.yaml",
                """
                - {kind: tap, name: source, connection: pg, locator: runs.source%s}
                - {kind: sink, name: first, connection: pg, locator: runs.first}
                - {kind: sink, name: second, connection: pg, locator: runs.second, create: false}
                """
                        .formatted(incremental));
    }

    @Test
    void aSinkThatHadCommittedIsSkippedWhenTheRunIsTakenUp() throws Exception {
        twoSinks("");
        RunReport failed = run("two");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error()).contains("runs.second");
        assertThat(count("first")).isEqualTo("1000 1000");

        POSTGRES.execute("create table runs.second (id int, note text)");
        RunReport again = run("two");
        assertThat(again.error()).isNull();
        assertThat(again.id()).isEqualTo(failed.id());
        assertThat(again.state()).isEqualTo(State.DONE);
        assertThat(count("first")).isEqualTo("1000 1000");
        assertThat(count("second")).isEqualTo("1000 1000");

        RunReport next = run("two");
        assertThat(next.id()).isNotEqualTo(failed.id());
        assertThat(count("first")).isEqualTo("2000 1000");
        assertThat(pipelines().runs("two", 10, 0)).extracting(RunReport::id).containsExactly(next.id(), failed.id());
    }

    @Test
    void aFreshRunTakesNothingUp() throws Exception {
        twoSinks("");
        RunReport failed = run("two");
        POSTGRES.execute("create table runs.second (id int, note text)");
        RunReport fresh = run("two", new RunRequest("command", Map.of(), true));
        assertThat(fresh.id()).isNotEqualTo(failed.id());
        assertThat(count("first")).isEqualTo("2000 1000");
    }

    private void incremental() {
        twoSinks(", incremental: id");
    }

    @Test
    void anIncrementalTapGoesOnWhereItWas() throws Exception {
        POSTGRES.execute("create table runs.second (id int, note text)");
        incremental();
        assertThat(run("two").error()).isNull();
        assertThat(count("first")).isEqualTo("1000 1000");

        RunReport nothing = run("two");
        assertThat(nothing.error()).isNull();
        assertThat(nothing.stages()).extracting(RunReport.StageReport::rows).containsExactly(0L, 0L, 0L);

        add(1001, 1500);
        assertThat(run("two").error()).isNull();
        assertThat(count("first")).isEqualTo("1500 1500");
        assertThat(count("second")).isEqualTo("1500 1500");
        assertThat(POSTGRES.query("postgres", "select bookmarks from runs.wadi_runs where stage = 'first'"))
                .containsExactly("{\"source\":{\"integer\":\"1500\"}}");
    }

    @Test
    void aRunThatIsTakenUpEndsWithTheRowsItBeganWith() throws Exception {
        incremental();
        RunReport failed = run("two");
        assertThat(failed.state()).isEqualTo(State.FAILED);
        POSTGRES.execute("create table runs.second (id int, note text)");
        add(1001, 1500);

        RunReport again = run("two");
        assertThat(again.error()).isNull();
        assertThat(again.id()).isEqualTo(failed.id());
        assertThat(count("first")).isEqualTo("1000 1000");
        assertThat(count("second")).isEqualTo("1000 1000");

        assertThat(run("two").error()).isNull();
        assertThat(count("first")).isEqualTo("1500 1500");
        assertThat(count("second")).isEqualTo("1500 1500");
    }

    @Test
    void sinksThatAreNotEquallyFarCatchUpFirst() throws Exception {
        incremental();
        RunReport failed = run("two");
        POSTGRES.execute("create table runs.second (id int, note text)");
        add(1001, 1500);

        RunReport fresh = run("two", new RunRequest("command", Map.of(), true));
        assertThat(fresh.error()).isNull();
        assertThat(count("first")).isEqualTo("1500 1500");
        assertThat(count("second")).isEqualTo("1500 1500");
        assertThat(pipelines().runs("two", 10, 0))
                .extracting(RunReport::state)
                .containsExactly(State.DONE, State.DONE, State.FAILED);
        assertThat(pipelines().report("two", failed.id()))
                .get()
                .extracting(RunReport::state)
                .isEqualTo(State.FAILED);
    }

    @Test
    void anUnfinishedRunIsTakenUpByItsParametersAndItsMarksOutliveOtherRuns() throws Exception {
        twoSinks("");
        RunRequest monday = RunRequest.byCommand(Map.of("day", "monday"));
        RunReport failed = run("two", monday);
        POSTGRES.execute("create table runs.second (id int, note text)");
        assertThat(run("two", RunRequest.byCommand(Map.of("day", "tuesday"))).error())
                .isNull();
        assertThat(count("first")).isEqualTo("2000 1000");
        RunReport again = run("two", monday);
        assertThat(again.id()).isEqualTo(failed.id());
        assertThat(count("first")).isEqualTo("2000 1000");
        assertThat(count("second")).isEqualTo("2000 1000");
    }

    private void slow(String header, String sleeping) {
        workspace.routes(
                "slow.yaml",
                """
                %s
                - {kind: tap, name: rows, connection: pg, query: "select id, note from runs.source %s"}
                - {kind: sink, name: to_pg, connection: pg, locator: runs.target}
                """
                        .formatted(header, sleeping));
    }

    private static int sleepers() {
        return POSTGRES.query(
                        "postgres",
                        "select 1 from pg_stat_activity where query ilike 'copy%pg_sleep%' and state = 'active'"
                                + " and pid <> pg_backend_pid()")
                .size();
    }

    private RunReport ended(RunReport run) {
        return await().atMost(SOON)
                .until(
                        () -> pipelines().report(run.pipeline(), run.id()).orElseThrow(),
                        now -> now.state() != State.RUNNING);
    }

    @Test
    void cancellingEndsASlowQueryAndLeavesNothingBehind() throws Exception {
        slow("", "where id <= 10 and pg_sleep(60) is not null");
        RunReport run = pipelines().start("slow", RunRequest.byCommand(Map.of()));
        await().atMost(SOON).until(() -> sleepers() == 1);
        assertThatThrownBy(() -> run("slow"))
                .isInstanceOf(RunOverlapsException.class)
                .hasMessage("pipeline 'slow' runs already as " + run.id() + "; two runs of one pipeline never overlap");
        assertThat(pipelines().cancel("slow", "another")).isFalse();
        assertThat(pipelines().cancel("slow", run.id())).isTrue();
        RunReport ended = ended(run);
        assertThat(ended.state()).isEqualTo(State.CANCELLED);
        assertThat(ended.error()).isEqualTo("cancelled");
        assertThat(sleepers()).isZero();
        assertThat(POSTGRES.query("postgres", "select to_regclass('runs.target') is null"))
                .containsExactly("t");
        assertThat(pipelines().cancel("slow", run.id())).isFalse();
    }

    @Test
    void aRunThatTakesTooLongFails() throws Exception {
        slow("- {kind: header, timeout: 2s}", "where id <= 10 and pg_sleep(60) is not null");
        RunReport run = run("slow");
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.error()).isEqualTo("did not end within 2 s, the pipeline's timeout");
        assertThat(sleepers()).isZero();
    }

    @Test
    void aStageThatTakesTooLongFails() throws Exception {
        workspace.routes(
                "slow.yaml",
                """
                - {kind: tap, name: rows, connection: pg, query: "select id from runs.source where pg_sleep(60) is not null"}
                - {kind: sink, name: to_pg, connection: pg, locator: runs.target, timeout: 1500ms}
                """);
        RunReport run = run("slow");
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.error()).isEqualTo("stage 'to_pg': did not end within 1500 ms, its timeout");
        await().atMost(SOON).until(() -> sleepers() == 0);
    }

    @Test
    void aTapThatTakesTooLongFails() throws Exception {
        workspace.routes(
                "slow.yaml",
                """
                - kind: tap
                  name: rows
                  connection: pg
                  query: select id from runs.source where pg_sleep(60) is not null
                  timeout: 1s
                - {kind: transform, name: twice, query: select id * 2 as id from rows}
                - {kind: sink, name: to_pg, connection: pg, locator: runs.target}
                """);
        RunReport run = run("slow");
        assertThat(run.error()).isEqualTo("stage 'rows': did not end within 1 s, its timeout");
        await().atMost(SOON).until(() -> sleepers() == 0);
    }

    @Test
    void cancellingEndsATransform() throws Exception {
        workspace.routes(
                "slow.yaml",
                """
                - {kind: transform, name: many, query: "select sum(a.range * b.range) as s from range(10000000) a, range(10000000) b"}
                - {kind: sink, name: to_pg, connection: pg, locator: runs.target}
                """);
        RunReport run = pipelines().start("slow", RunRequest.byCommand(Map.of()));
        await().atMost(SOON).until(() -> pipelines()
                .progress("slow")
                .filter(now -> now.stages().size() == 2)
                .isPresent());
        await().pollDelay(Duration.ofMillis(500)).until(() -> true); // until DuckDB is at it
        pipelines().cancel("slow");
        assertThat(ended(run).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aServiceThatStopsLeavesARunThatIsTakenUpLater() throws Exception {
        workspace.variable("WADI_DRAIN", "1s");
        slow("", "where id <= 10 and pg_sleep(60) is not null");
        RunReport run = pipelines().start("slow", RunRequest.byCommand(Map.of()));
        await().atMost(SOON).until(() -> sleepers() == 1);
        end();
        assertThat(sleepers()).isZero();

        slow("", "");
        RunReport again = run("slow");
        assertThat(again.id()).isEqualTo(run.id());
        assertThat(again.error()).isNull();
        assertThat(count("target")).isEqualTo("1000 1000");
    }

    @Test
    void aScheduledRunThatWasInterruptedIsTakenUpWhenTheServiceStarts() throws Exception {
        workspace.variable("WADI_DRAIN", "1s");
        slow("- {kind: header, schedule: '* * * * * ?'}", "where id <= 10 and pg_sleep(60) is not null");
        pipelines();
        await().atMost(SOON).until(() -> sleepers() == 1);
        RunReport run = pipelines().runs("slow", 1, 0).get(0);
        assertThat(run.trigger()).isEqualTo("schedule");
        end();

        slow("- {kind: header, schedule: '0 0 0 1 1 ?'}", "");
        pipelines();
        assertThat(ended(run).state()).isEqualTo(State.DONE);
        assertThat(count("target")).isEqualTo("1000 1000");
    }

    @Test
    void noRunBeginsThatCannotBeRecorded() throws Exception {
        Files.writeString(home.resolve(".wadi"), "in the way");
        twoSinks("");
        assertThatThrownBy(() -> run("two"))
                .isInstanceOf(RunStoreException.class)
                .hasMessage("runs cannot be recorded in " + home.resolve(".wadi") + ": the folder "
                        + home.resolve(".wadi/locks")
                        + " cannot be made (Not a directory). Mend it, or set wadi.state to"
                        + " another folder or a conn_id");
        assertThat(POSTGRES.query("postgres", "select to_regclass('runs.first') is null"))
                .containsExactly("t");
    }

    @Test
    void runsAreRecordedAndLockedInPostgresql() throws Exception {
        POSTGRES.execute("drop table if exists wadi_run_history, wadi_run_marks");
        workspace.variable("WADI_STATE", "pg");
        slow("", "where id <= 10 and pg_sleep(60) is not null");
        RunReport run = pipelines().start("slow", RunRequest.byApi(Map.of("password", "hunter2", "day", 1), false));
        await().atMost(SOON).until(() -> sleepers() == 1);
        assertThat(POSTGRES.query("postgres", "select 1 from pg_locks where locktype = 'advisory'"))
                .hasSize(1);
        assertThatThrownBy(() -> run("slow")).hasMessageContaining("runs already as " + run.id());
        pipelines().cancel("slow");
        assertThat(ended(run).parameters()).isEqualTo(Map.of("password", "***", "day", 1));
        await().atMost(SOON)
                .until(
                        () -> POSTGRES.query("postgres", "select 1 from pg_locks where locktype = 'advisory'"),
                        List::isEmpty);
        assertThat(POSTGRES.query("postgres", "select state from wadi_run_history"))
                .containsExactly("CANCELLED");
        assertThat(home.resolve(".wadi")).doesNotExist();
        end();
        POSTGRES.execute("drop table wadi_run_history, wadi_run_marks");
    }

    @Test
    void aConnectionThatIsNotThereKeepsNoRuns() throws Exception {
        workspace.variable("WADI_STATE", "nowhere");
        twoSinks("");
        assertThatThrownBy(() -> run("two"))
                .hasMessage("connection 'nowhere': runs cannot be recorded in it: it is not there, or no SQL database");
    }

    @Test
    void runsAreRecordedAndLockedInMariaDb() throws Exception {
        TestingMariaDb server = TestingMariaDb.shared();
        workspace
                .variable("WADI_STATE", "maria")
                .connections(
                        "maria.yaml",
                        "maria: {conn_type: mysql, host: %s, port: %d, login: '%s', password: '%s', schema: %s}\n"
                                .formatted(
                                        TestingMariaDb.HOST,
                                        server.port(),
                                        TestingMariaDb.LOGIN,
                                        TestingMariaDb.PASSWORD,
                                        TestingMariaDb.DATABASE));
        slow("", "where id <= 10 and pg_sleep(60) is not null");
        RunReport run = pipelines().start("slow", RunRequest.byCommand(Map.of("what", "grün")));
        await().atMost(SOON).until(() -> sleepers() == 1);
        assertThatThrownBy(() -> run("slow")).hasMessageContaining("runs already as " + run.id());
        pipelines().cancel("slow");
        RunReport ended = ended(run);
        assertThat(ended.state()).isEqualTo(State.CANCELLED);
        assertThat(ended.parameters()).isEqualTo(Map.of("what", "grün"));
    }
}
