package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunListener;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.pipeline.ShownStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What holds for nested stages together, and pauses between stages. */
class NestedStagesIT {

    @TempDir
    private Path home;

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private TestingWorkspace workspace;

    /** Notes what people would see. */
    private final class Seen implements RunListener {

        @Override
        public void shows(ShownStage shown) {
            if (shown.schema()) {
                seen.add(shown.stage() + " " + shown.columns());
            }
            shown.rows()
                    .ifPresent(rows ->
                            rows.forEachRemaining(row -> seen.add(shown.stage() + " " + row + " of " + shown.count())));
        }

        @Override
        public void logs(String logger, @Nullable Level level) {
            seen.add(logger + " " + level);
        }
    }

    @BeforeEach
    void files() {
        workspace = new TestingWorkspace(home)
                .connections(
                        "files.yaml",
                        "files: {conn_type: file, host: " + home.resolve("data") + ", extra: {create: true}}\n");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Pipelines start(String pipeline) throws Exception {
        workspace.routes("nested.yaml", pipeline);
        Pipelines pipelines = workspace.start().pipelines();
        assertThat(workspace.problems("nested.yaml")).isEmpty();
        pipelines.listener(new Seen());
        return pipelines;
    }

    private void run(String pipeline) throws Exception {
        assertThat(start(pipeline).run("nested", RunRequest.byCommand(Map.of())).error())
                .isNull();
    }

    @Test
    void whatStagesLeaveThatRunOnceIsShownUnderTheNameOfTheirStage() throws Exception {
        run(
                """
                - kind: pipeline
                  name: both of them
                  log_level: WARNING
                  show: 1
                  show_schema: true
                  stages:
                    - {kind: transform, name: one, query: SELECT range AS n FROM range(3)}
                    - {kind: sink, name: kept, connection: files, locator: one.csv}
                """);
        assertThat(seen)
                .containsExactly(
                        "dev.wadi.run.nested WARN",
                        "both of them [Column[name=n, type=BIGINT]]",
                        "both of them [0] of 3",
                        "dev.wadi.run.nested null");
    }

    @Test
    void theRowsOfTheLastRoundAreShownAfterIt() throws Exception {
        run(
                """
                - {kind: transform, name: days, query: SELECT range AS day FROM range(2)}
                - kind: pipeline
                  name: each
                  show: -1
                  log_level: DEBUG
                  stages:
                    - {kind: transform, name: next, query: SELECT << variables.loop_control.day >> + 1 AS tomorrow}
                    - {kind: sink, name: kept, connection: files, locator: next.csv}
                """);
        assertThat(seen).containsExactly("dev.wadi.run.nested DEBUG", "each [2] of 1", "dev.wadi.run.nested null");
    }

    @Test
    void noRoundShowsNothing() throws Exception {
        run(
                """
                - {kind: transform, name: days, query: SELECT range AS day FROM range(0)}
                - kind: pipeline
                  name: each
                  show: -1
                  stages: [{kind: transform, name: next, query: SELECT 1 AS n}]
                """);
        assertThat(seen).containsExactly("dev.wadi.run.nested null");
    }

    @Test
    void aPauseEndsAtOnceWhenTheRunIsCancelled() throws Exception {
        Pipelines pipelines = start(
                """
                - {kind: transform, name: days, query: SELECT range AS day FROM range(2)}
                - kind: pipeline
                  name: each
                  stages: [{kind: transform, name: next, query: SELECT 1 AS n, show: 1, throttle: 1h}]
                """);
        RunReport run = pipelines.start("nested", RunRequest.byCommand(Map.of()));
        await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains("next [1] of 1"));
        await().pollDelay(Duration.ofMillis(300)).until(() -> true); // until it waits
        assertThat(pipelines.cancel("nested")).isTrue();
        await().atMost(Duration.ofSeconds(1))
                .until(() -> pipelines.report("nested", run.id()).orElseThrow().state() == State.CANCELLED);
    }

    @Test
    void aPauseIsAsLongAsItSays() throws Exception {
        long began = System.nanoTime();
        run("- {kind: transform, name: one, query: SELECT 1 AS n, throttle: 700ms}\n");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(700));
    }

    @Test
    void theTimeoutOfARunEndsAPause() throws Exception {
        RunReport run = start(
                        """
                - {kind: header, timeout: 1s}
                - {kind: transform, name: one, query: SELECT 1 AS n, throttle: 1h}
                """)
                .run("nested", RunRequest.byCommand(Map.of()));
        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.error()).isEqualTo("did not end within 1 s, the pipeline's timeout");
    }
}
