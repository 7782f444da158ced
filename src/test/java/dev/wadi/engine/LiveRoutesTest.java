package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.engine.RouteFileStatus.State;
import dev.wadi.pipeline.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Handler;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of routes are edited while exchanges are on their way. */
class LiveRoutesTest {

    private final Path home;
    private final TestingWorkspace workspace;
    private final CountDownLatch gate = new CountDownLatch(1);
    private Engine engine;

    LiveRoutesTest(@TempDir Path home) {
        this.home = home;
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        workspace.routes("a.yaml", route("a", "first"));
        engine = workspace.start();
        camel().getRegistry().bind("gate", (Processor) exchange -> gate.await());
    }

    @AfterEach
    void stop() {
        gate.countDown();
        workspace.close();
    }

    private CamelContext camel() {
        return engine.camelContext();
    }

    private static String route(String id, String answer) {
        return "- route: {id: %s, from: {uri: 'direct:%s', steps: [{setBody: {constant: %s}}]}}%n"
                .formatted(id, id, answer);
    }

    /** Its exchanges wait until the gate is open. */
    private static String slow(String answer) {
        return "- route: {id: slow, from: {uri: 'direct:slow', steps: [{process: {ref: gate}}, {setBody: {constant: %s}}]}}%n"
                .formatted(answer);
    }

    private String ask(String id) {
        return camel().createProducerTemplate().requestBody("direct:" + id, null, String.class);
    }

    private CompletableFuture<String> asked(String id) {
        CompletableFuture<String> answer =
                camel().createProducerTemplate().asyncRequestBody("direct:" + id, (Object) null, String.class);
        await().until(() -> camel().getInflightRepository().size(id) == 1);
        return answer;
    }

    private void awaitAnswer(String id, String answer) {
        await().ignoreExceptions().until(() -> ask(id).equals(answer));
    }

    private void awaitState(String file, State state) {
        await().ignoreExceptions().until(() -> workspace.status(file).is(state));
    }

    @Test
    void anExchangeInFlightEndsOnTheOldRouteAndNothingElseWaitsForIt() {
        workspace.routes("slow.yaml", slow("old"));
        await().until(() -> camel().getRoute("slow") != null);
        CompletableFuture<String> answer = asked("slow");

        workspace.routes("slow.yaml", slow("new"));
        awaitState("slow.yaml", State.WAITING);
        workspace.routes("a.yaml", route("a", "second"));
        awaitAnswer("a", "second");
        assertThat(answer).isNotDone();
        assertThat(workspace.status("slow.yaml").reason()).isEqualTo("waits until exchanges in flight have ended");

        gate.countDown();
        assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("old");
        awaitAnswer("slow", "new");
        awaitState("slow.yaml", State.LOADED);
    }

    @Test
    void theNewestVersionComesWhenAnExchangeWasAwaited() {
        workspace.routes("slow.yaml", slow("old"));
        await().until(() -> camel().getRoute("slow") != null);
        CompletableFuture<String> answer = asked("slow");
        workspace.routes("slow.yaml", slow("new"));
        awaitState("slow.yaml", State.WAITING);
        workspace.routes("slow.yaml", slow("newest"));
        engine.reload();

        gate.countDown();

        awaitAnswer("slow", "newest");
        assertThat(answer).isCompletedWithValue("old");
    }

    @Test
    void aRouteOfADeletedFileEndsWhatItHasBegun() throws Exception {
        workspace.routes("slow.yaml", slow("old"));
        await().until(() -> camel().getRoute("slow") != null);
        CompletableFuture<String> answer = asked("slow");
        Files.delete(home.resolve("routes/slow.yaml"));
        awaitState("slow.yaml", State.WAITING);

        gate.countDown();

        await().until(() -> camel().getRoute("slow") == null);
        assertThat(answer).isCompletedWithValue("old");
        assertThat(engine.status().files()).hasSize(1);
    }

    @Test
    void aRouteThatCannotBeMadeLeavesTheOneBeforeUntouched() {
        Route before = camel().getRoute("a");
        ask("a");
        for (String wrong : new String[] {
            "{to: {uri: 'log:{{nowhere}}'}}",
            "{setBody: {simple: '${body'}}",
            "{bean: {ref: nobody}}",
            "{unmarshal: {jaxb: {}}}"
        }) {
            workspace.routes("a.yaml", "- route: {id: a, from: {uri: 'direct:a', steps: [" + wrong + "]}}\n");
            await().untilAsserted(() -> {
                assertThat(workspace.status("a.yaml").state()).as(wrong).isEqualTo(State.REJECTED);
                assertThat(workspace.status("a.yaml").loadedAt()).isPresent();
            });
            assertThat(camel().getRoute("a")).as(wrong).isSameAs(before);
            workspace.routes("a.yaml", route("a", "first"));
            awaitState("a.yaml", State.LOADED);
        }
        assertThat(camel().getRoute("a")).isSameAs(before);
    }

    private static String pipeline(String answer) {
        return "- route: {id: p, from: {uri: 'pipeline:p', steps: [{process: {ref: gate}}, {setVariable: {name: 'global:said', constant: %s}}]}}%n"
                .formatted(answer);
    }

    private Object said() {
        return camel().getVariable("global:said");
    }

    @Test
    void aRunEndsAsItBeganAndTheNewVersionComesAtItsEnd() {
        workspace.routes("p.yaml", pipeline("old"));
        await().until(() -> engine.pipelines().ids().contains("p"));
        engine.pipelines().start("p", RunRequest.byCommand(Map.of()));
        await().until(() -> camel().getInflightRepository().size("p") == 1);

        workspace.routes("p.yaml", pipeline("new"));
        awaitState("p.yaml", State.WAITING);
        assertThat(workspace.status("p.yaml").reason()).isEqualTo("waits until its run has ended");
        assertThat(said()).isNull();

        gate.countDown();
        await().atMost(Engine.RETRY.dividedBy(2))
                .until(() -> workspace.status("p.yaml").is(State.LOADED));
        assertThat(said()).isEqualTo("old");
        engine.pipelines().run("p", RunRequest.byCommand(Map.of()));
        assertThat(said()).isEqualTo("new");
    }

    private static String stages(String onFailedSwap, String kind) {
        return """
                - {kind: header, name: totals, on_failed_swap: %s}
                - {kind: %s, name: one, query: select 1 as one}
                """
                .formatted(onFailedSwap, kind);
    }

    @Test
    void aPipelineStopsWhenItsNewVersionIsWrongAndItAsksForThat() {
        workspace.routes("keep.yaml", stages("keep", "transform"));
        workspace.routes("stop.yaml", stages("stop", "transform"));
        await().until(() -> engine.pipelines().ids().equals(List.of("keep", "stop")));

        workspace.routes("keep.yaml", stages("keep", "transfrom"));
        workspace.routes("stop.yaml", stages("stop", "transfrom"));

        await().until(() -> engine.pipelines().ids().equals(List.of("keep")));
        awaitState("stop.yaml", State.REJECTED);
        assertThat(workspace.status("stop.yaml").loadedAt()).isEmpty();
        assertThat(workspace.status("keep.yaml").loadedAt()).isPresent();

        workspace.routes("stop.yaml", stages("stop", "transform"));
        await().until(() -> engine.pipelines().ids().equals(List.of("keep", "stop")));
    }

    @Test
    void routesStopWhenTheirNewVersionIsWrongAndTheSettingsAskForThat() throws Exception {
        engine.close();
        engine = workspace.variable("WADI_ROUTES_ON_FAILED_SWAP", "stop").start();

        workspace.routes("a.yaml", "- route: {id: a, from: {uri: 'direct:a', steps: [{to: 'log:{{nowhere}}'}]}}\n");

        await().until(() -> camel().getRoute("a") == null);
        awaitState("a.yaml", State.REJECTED);
        workspace.routes("a.yaml", route("a", "mended"));
        awaitAnswer("a", "mended");
    }

    @Test
    void aDeletedPipelineEndsItsRun() throws Exception {
        workspace.routes("p.yaml", pipeline("old"));
        await().until(() -> engine.pipelines().ids().contains("p"));
        engine.pipelines().start("p", RunRequest.byCommand(Map.of()));
        Files.delete(home.resolve("routes/p.yaml"));
        awaitState("p.yaml", State.WAITING);
        assertThat(engine.pipelines().ids()).containsExactly("p");

        gate.countDown();
        await().atMost(Engine.RETRY.dividedBy(2))
                .until(() -> engine.pipelines().ids().isEmpty());
        assertThat(said()).isEqualTo("old");
    }

    @Test
    void aRunThatIsAskedForWhileItsPipelineIsReplacedWaitsForTheNewVersion() {
        gate.countDown();
        workspace.routes("p.yaml", pipeline("old"));
        await().until(() -> engine.pipelines().ids().contains("p"));
        assertThat(engine.pipelines().hold("p", () -> {})).isTrue();
        CompletableFuture<?> run =
                CompletableFuture.runAsync(() -> engine.pipelines().run("p", RunRequest.byCommand(Map.of())));

        workspace.routes("p.yaml", pipeline("new"));

        assertThat(run).succeedsWithin(Duration.ofSeconds(10));
        assertThat(said()).isEqualTo("new");
    }

    @Test
    void nothingOfANewVersionIsStartedBeforeItIsKnownToBeGood() {
        CountedBean.BEGUN.set(0);
        workspace.routes("a.yaml", bean("nobody"));
        awaitState("a.yaml", State.REJECTED);
        assertThat(CountedBean.BEGUN).hasValue(0);

        workspace.routes("a.yaml", bean("counted"));
        awaitState("a.yaml", State.LOADED);
        assertThat(CountedBean.BEGUN).hasPositiveValue();
        assertThat(ask("a")).isEqualTo("counted");
    }

    private static String bean(String used) {
        return """
                - beans: [{name: counted, type: '%s', initMethod: begin}]
                - route: {id: a, from: {uri: 'direct:a', steps: [{bean: {ref: %s}}]}}
                """
                .formatted(CountedBean.class.getName(), used);
    }

    /** Does something when it is put into use. */
    public static final class CountedBean {

        static final AtomicInteger BEGUN = new AtomicInteger();

        public void begin() {
            BEGUN.incrementAndGet();
        }

        @Handler
        public String name() {
            return "counted";
        }
    }

    @Test
    void aNewRouteThatCannotStartYetLeavesTheOthersAndIsTriedAgain() throws Exception {
        Route before = camel().getRoute("a");
        Path folder = home.resolve("later");
        String needing =
                "- route: {id: b, from: {uri: 'file:%s?startingDirectoryMustExist=true&autoCreate=false', steps: [{log: b}]}}%n"
                        .formatted(folder);
        workspace.routes("a.yaml", route("a", "first") + needing);
        awaitState("a.yaml", State.FAILING);
        assertThat(workspace.problems("a.yaml"))
                .containsExactly("a.yaml:2:15: b: cannot start yet: Starting directory does not exist: later."
                        + " It is tried again every 5 s.");
        assertThat(camel().getRoute("a")).isSameAs(before);

        Files.createDirectory(folder);
        awaitState("a.yaml", State.LOADED);
        assertThat(camel().getRoute("a")).isSameAs(before);
    }

    @Test
    void aChangedRouteThatCannotStartIsPutBackAndNotStoppedAgainByItself() {
        Path folder = home.resolve("later");
        workspace.routes(
                "a.yaml",
                "- route: {id: a, from: {uri: 'file:%s?startingDirectoryMustExist=true&autoCreate=false', steps: [{log: b}]}}%n"
                        .formatted(folder));
        awaitState("a.yaml", State.FAILING);
        assertThat(workspace.problems("a.yaml"))
                .containsExactly(
                        "a.yaml:1:15: a: cannot start yet: Starting directory does not exist: later."
                                + " It takes the place of what runs, so it is tried again when the file changes, or by 'wadi reload'.");
        Route back = camel().getRoute("a");
        assertThat(ask("a")).isEqualTo("first");

        workspace.routes("b.yaml", route("b", "other"));
        awaitAnswer("b", "other");
        assertThat(camel().getRoute("a")).isSameAs(back);

        engine.reload();
        awaitState("a.yaml", State.FAILING);
        assertThat(camel().getRoute("a")).isNotSameAs(back);
    }
}
