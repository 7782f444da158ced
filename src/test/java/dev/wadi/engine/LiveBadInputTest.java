package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.engine.RouteFileStatus.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not whole, not files, or too many, while the service runs. */
class LiveBadInputTest {

    private final Path routes;
    private final TestingWorkspace workspace;
    private Engine engine;

    LiveBadInputTest(@TempDir Path home) {
        this.routes = home.resolve("routes");
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        workspace.routes("a.yaml", route("a", "first"));
        engine = workspace.start();
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static String route(String id, String answer) {
        return "- route: {id: %s, from: {uri: 'direct:%s', steps: [{setBody: {constant: %s}}]}}%n"
                .formatted(id, id, answer);
    }

    private String ask(String id) {
        return engine.camelContext().createProducerTemplate().requestBody("direct:" + id, null, String.class);
    }

    private void awaitAnswer(String id, String answer) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> ask(id).equals(answer));
    }

    private void awaitState(State state) {
        await().until(() -> workspace.status("a.yaml").is(state));
    }

    @Test
    void aHalfWrittenFileIsNotAppliedUntilItIsWhole() throws Exception {
        Route before = engine.camelContext().getRoute("a");
        String whole = route("a", "second");
        Files.writeString(routes.resolve("a.yaml"), whole.substring(0, whole.length() / 2));
        awaitState(State.REJECTED);
        assertThat(engine.camelContext().getRoute("a")).isSameAs(before);

        Files.writeString(routes.resolve("a.yaml"), whole);
        awaitAnswer("a", "second");
    }

    @Test
    void anEmptyFileIsWrongAndLeavesWhatRuns() throws Exception {
        Files.writeString(routes.resolve("a.yaml"), "");
        awaitState(State.REJECTED);
        assertThat(workspace.status("a.yaml").loadedAt()).isPresent();
        assertThat(ask("a")).isEqualTo("first");
    }

    @Test
    void aFileThatBecomesAFolderIsGone() throws Exception {
        Files.delete(routes.resolve("a.yaml"));
        Files.createDirectory(routes.resolve("a.yaml"));
        await().until(() -> engine.status().files().isEmpty());

        Files.delete(routes.resolve("a.yaml"));
        workspace.routes("a.yaml", route("a", "back"));
        awaitAnswer("a", "back");
    }

    @Test
    void aFileThatBecomesALinkIsFollowedAndALinkToNothingIsGone() throws Exception {
        Path target = routes.resolveSibling("elsewhere.yaml");
        Files.writeString(target, route("a", "linked"));
        Files.delete(routes.resolve("a.yaml"));
        Files.createSymbolicLink(routes.resolve("a.yaml"), target);
        awaitAnswer("a", "linked");

        Files.writeString(target, route("a", "behind"));
        awaitAnswer("a", "behind");

        Files.delete(target);
        await().until(() -> engine.status().files().isEmpty());
    }

    @Test
    void aFolderThatIsALinkIsReadAndFollowedWhenItIsSwapped() throws Exception {
        Path first = routes.resolveSibling("first");
        Files.move(routes, first);
        Files.createSymbolicLink(routes, first);
        engine.reload();
        assertThat(workspace.status("a.yaml").is(State.LOADED)).isTrue();

        Path second = Files.createDirectories(routes.resolveSibling("second"));
        Files.writeString(second.resolve("a.yaml"), route("a", "second"));
        Files.createSymbolicLink(routes.resolveSibling("next"), second);
        Files.move(routes.resolveSibling("next"), routes, StandardCopyOption.ATOMIC_MOVE);

        awaitAnswer("a", "second");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws Exception {
        Files.write(routes.resolve("a.yaml"), new byte[11 * 1024 * 1024]);
        awaitState(State.REJECTED);
        assertThat(ask("a")).isEqualTo("first");
    }

    /** What is read may be older than what is there when reading ends; the newest is what remains. */
    @Test
    void theLastOfManyWritesIsWhatRuns() throws Exception {
        for (int count = 0; count < 200; count++) {
            Files.writeString(routes.resolve("a.yaml"), route("a", "version" + count));
        }
        awaitAnswer("a", "version199");
    }

    @Test
    void oneChangeAmongAThousandFilesTakesEffect() throws Exception {
        for (int count = 0; count < 1000; count++) {
            Files.writeString(routes.resolve("many" + count + ".yaml"), "# nothing\n- beans: []\n");
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.status().files().size() == 1001);

        workspace.routes("a.yaml", route("a", "second"));

        awaitAnswer("a", "second");
        assertThat(engine.status().files()).allMatch(file -> file.is(State.LOADED));
    }
}
