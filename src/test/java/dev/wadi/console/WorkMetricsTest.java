package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What routes, pipelines, stages and connections have done, as Prometheus reads it. */
class WorkMetricsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Path home;

    WorkMetricsTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void aRouteCountsItsExchangesByWhatBecameOfThem() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.route("outer", "to: 'direct:boom'");
            work.route("boom", "throwException: {exceptionType: java.lang.IllegalStateException, message: no}");
            work.route(
                    "safe",
                    "doTry: {steps: [{to: 'direct:boom'}], doCatch: [{exception: [java.lang.Exception],"
                            + " steps: [{setBody: {constant: calm}}]}]}");
            work.reload();
            work.send("outer");
            work.send("outer");
            work.send("ask");
            work.send("safe");

            Scrape scrape = work.scrape();
            assertThat(scrape.numbers())
                    .contains(
                            "wadi_route_exchanges_total{result=\"failed\",route=\"outer\"} 2.0",
                            "wadi_route_exchanges_total{result=\"completed\",route=\"outer\"} 0.0",
                            "wadi_route_exchanges_total{result=\"failed\",route=\"boom\"} 3.0",
                            "wadi_route_exchanges_total{result=\"completed\",route=\"ask\"} 1.0",
                            "wadi_route_exchanges_total{result=\"handled\",route=\"safe\"} 1.0",
                            "wadi_route_exchanges_in_flight{route=\"outer\"} 0.0",
                            "wadi_route_exchange_duration_seconds_bucket{route=\"outer\",le=\"+Inf\"} 2",
                            "wadi_route_exchange_duration_seconds_count{route=\"ask\"} 1");
            assertThat(scrape.value("wadi_route_exchange_duration_seconds_sum{route=\"ask\"}"))
                    .isBetween(0.000001, 20.0);
        }
    }

    @Test
    void aFailureThatTheRouteHandlesIsNoFailureAndNoSuccess() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            Files.writeString(
                    home.resolve("routes/dead.yaml"),
                    """
                    - route:
                        id: dead
                        errorHandler: {deadLetterChannel: {deadLetterUri: 'mock:dead'}}
                        from:
                          uri: direct:dead
                          steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: no}}]
                    """);
            work.reload();
            work.send("dead");

            assertThat(work.scrape().numbers())
                    .contains(
                            "wadi_route_exchanges_total{result=\"handled\",route=\"dead\"} 1.0",
                            "wadi_route_exchanges_total{result=\"completed\",route=\"dead\"} 0.0",
                            "wadi_route_exchanges_total{result=\"failed\",route=\"dead\"} 0.0");
        }
    }

    @Test
    void aRouteThatIsReplacedGoesOnCountingAndOneThatIsGoneHasNoNumbers() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.send("ask");
            work.route("ask", "setBody: {constant: changed}");
            work.reload();
            work.send("ask");
            assertThat(work.scrape().numbers())
                    .contains("wadi_route_exchanges_total{result=\"completed\",route=\"ask\"} 2.0");

            work.delete("routes/ask.yaml");
            work.reload();

            assertThat(work.scrape().numbers()).noneMatch(line -> line.contains("route=\"ask\""));
        }
    }

    @Test
    void anExchangeThatIsUnderWayIsInFlight() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            Processor wait = exchange -> {
                inside.countDown();
                go.await(20, TimeUnit.SECONDS);
            };
            work.service().engine().camelContext().getRegistry().bind("wait", wait);
            work.route("slow", "process: {ref: wait}");
            work.reload();
            Thread sender = new Thread(() -> send(work));
            sender.start();
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(work.scrape().numbers()).contains("wadi_route_exchanges_in_flight{route=\"slow\"} 1.0");
            go.countDown();
            sender.join();

            assertThat(work.scrape().numbers()).contains("wadi_route_exchanges_in_flight{route=\"slow\"} 0.0");
        }
    }

    private static void send(WorkingService work) {
        try {
            work.send("slow");
        } catch (Exception e) { // what closing a template declares
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPipelineCountsItsRunsAndWhatItsStagesDid() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            assertThat(work.scrape().numbers())
                    .contains(
                            "wadi_pipeline_runs_total{pipeline=\"totals\",state=\"done\"} 0.0",
                            "wadi_pipeline_runs_total{pipeline=\"totals\",state=\"failed\"} 0.0",
                            "wadi_pipeline_running{pipeline=\"totals\"} 0.0")
                    .noneMatch(line -> line.startsWith("wadi_pipeline_last_"))
                    .noneMatch(line -> line.contains("route=\"totals\""));
            work.run();
            work.run();

            Scrape scrape = work.scrape();
            assertThat(scrape.numbers())
                    .contains(
                            "wadi_pipeline_runs_total{pipeline=\"totals\",state=\"done\"} 2.0",
                            "wadi_stage_rows_total{kind=\"sink\",pipeline=\"totals\",stage=\"to_file\"} 20.0",
                            "wadi_stage_rows_total{kind=\"transform\",pipeline=\"totals\",stage=\"numbers\"} 20.0");
            assertThat(scrape.value("wadi_pipeline_last_success_age_seconds{pipeline=\"totals\"}"))
                    .isBetween(0.0, 20.0);
            double last = scrape.value("wadi_pipeline_last_run_duration_seconds{pipeline=\"totals\"}");
            assertThat(scrape.value("wadi_pipeline_run_duration_seconds_total{pipeline=\"totals\"}"))
                    .isGreaterThan(last);
            assertThat(scrape.value("wadi_stage_duration_seconds_total"
                            + "{kind=\"sink\",pipeline=\"totals\",stage=\"to_file\"}"))
                    .isBetween(0.000001, 20.0);
        }
    }

    @Test
    void aRunThatFailedIsCountedAndAPipelineThatIsGoneHasNoNumbers() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.pipeline("select no_such_column");
            work.reload();
            work.run();
            assertThat(work.scrape().numbers())
                    .contains(
                            "wadi_pipeline_runs_total{pipeline=\"totals\",state=\"failed\"} 1.0",
                            "wadi_pipeline_runs_total{pipeline=\"totals\",state=\"done\"} 0.0")
                    .noneMatch(line -> line.startsWith("wadi_pipeline_last_success_"));

            work.delete("routes/totals.yaml");
            work.reload();

            assertThat(work.scrape().numbers()).noneMatch(line -> line.contains("pipeline=\"totals\""));
        }
    }

    @Test
    void theLastSuccessIsKnownAfterARestart() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.run();
        }
        try (Service again = Service.start(home, Map.of());
                ApiServer server = again.api(Map.of())) {
            await().atMost(SOON).until(() -> Scrape.of(server).numbers().stream()
                    .anyMatch(line -> line.startsWith("wadi_pipeline_last_success_age_seconds{pipeline=\"totals\"}")));
            assertThat(Scrape.of(server).numbers())
                    .contains("wadi_pipeline_runs_total{pipeline=\"totals\",state=\"done\"} 0.0");
        }
    }

    @Test
    void aConnectionCountsItsWorkWhateverItsVersion() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.route("wrong", "to: 'conn:shop/select no_such_column'");
            work.route("bean", "to: 'sql:select 1?dataSource=#shop'");
            work.reload();
            work.send("ask");
            work.send("wrong");
            work.send("bean");
            work.run();
            Files.createFile(home.resolve("other.db"));
            Files.writeString(
                    home.resolve("connections/all.yaml"),
                    """
                    shop: {conn_type: sqlite, host: '%s'}
                    out: {conn_type: file, host: '%s', extra: {create: true}}
                    """
                            .formatted(home.resolve("other.db"), home.resolve("out")));
            work.reload();
            work.send("ask");

            assertThat(work.scrape().numbers())
                    .contains(
                            "wadi_connection_swaps_total 1.0",
                            "wadi_connection_info{conn_id=\"shop\",conn_type=\"sqlite\"} 1",
                            "wadi_connection_work_total{conn_id=\"shop\",through=\"conn\"} 3.0",
                            "wadi_connection_work_failed_total{conn_id=\"shop\",through=\"conn\"} 1.0",
                            "wadi_connection_work_total{conn_id=\"shop\",through=\"lease\"} 1.0",
                            "wadi_connection_work_failed_total{conn_id=\"shop\",through=\"lease\"} 0.0",
                            "wadi_connection_exchange_duration_seconds_count{conn_id=\"shop\"} 3",
                            "wadi_connection_work_total{conn_id=\"out\",through=\"lease\"} 1.0",
                            "wadi_connection_work_failed_total{conn_id=\"out\",through=\"lease\"} 0.0",
                            "wadi_connection_exchange_duration_seconds_count{conn_id=\"out\"} 0");
        }
    }

    @Test
    void aStageThatFailsAndABeanThatGetsNothingAreFailuresOfTheirConnection() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createFile(home.resolve("small.db"));
        Files.writeString(
                home.resolve("connections/small.yaml"),
                """
                small:
                  conn_type: sqlite
                  host: '%s'
                  extra: {wadi: {pool: {maximumPoolSize: 1, connectionTimeout: 250}}}
                """
                        .formatted(home.resolve("small.db")));
        try (WorkingService work = WorkingService.start(home)) {
            Files.writeString(
                    home.resolve("routes/totals.yaml"),
                    """
                    - {kind: transform, name: numbers, query: select 1 as n}
                    - {kind: sink, name: to_shop, connection: shop, locator: no_table, create: false}
                    """);
            work.reload();
            work.run();
            DataSource small = work.service()
                    .engine()
                    .connections()
                    .bean("small", DataSource.class)
                    .orElseThrow();
            try (Connection only = small.getConnection()) {
                assertThat(only.isClosed()).isFalse();
                assertThatThrownBy(small::getConnection).isInstanceOf(SQLException.class);
            }

            assertThat(work.scrape().numbers())
                    .contains(
                            "wadi_connection_work_failed_total{conn_id=\"shop\",through=\"lease\"} 1.0",
                            "wadi_connection_work_total{conn_id=\"small\",through=\"lease\"} 2.0",
                            "wadi_connection_work_failed_total{conn_id=\"small\",through=\"lease\"} 1.0");
        }
    }

    @Test
    void noNumberHasAHostAPathOrASecret() throws Exception {
        try (WorkingService work = WorkingService.start(home)) {
            work.send("ask");
            work.run();

            assertThat(work.scrape().numbers())
                    .noneMatch(line -> line.contains(home.toString()))
                    .noneMatch(line -> line.contains("conn:") || line.contains("direct:"));
        }
    }
}
