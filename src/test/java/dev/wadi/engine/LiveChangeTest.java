package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are edited while the service runs. */
class LiveChangeTest {

    private static final String ROUTE =
            "- route: {id: %s, from: {uri: 'direct:%s', steps: [{to: {uri: 'sql:%s?dataSource=#my_db'}}]}}\n";

    private final Path home;
    private final TestingWorkspace workspace;
    private Engine engine;

    LiveChangeTest(@TempDir Path home) {
        this.home = home;
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        Files.createFile(home.resolve("b.db")); // SQLite would make it, and the test of a connection does not
        workspace.connections("db.yaml", database("a.db"));
        workspace.routes("a.yaml", route("a", "select file from pragma_database_list"));
        engine = workspace.start();
        assertThat(askedFile()).endsWith("a.db");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private String database(String file) {
        return "my_db: {conn_type: sqlite, host: '" + home.resolve(file) + "'}\n";
    }

    private static String route(String id, String sql) {
        return ROUTE.formatted(id, id, sql);
    }

    private CamelContext camel() {
        return engine.camelContext();
    }

    private String ask(String id) {
        List<?> rows = camel().createProducerTemplate().requestBody("direct:" + id, null, List.class);
        return ((Map<?, ?>) rows.get(0)).values().iterator().next().toString();
    }

    private String askedFile() {
        return ask("a");
    }

    private void change(String file) {
        workspace.connections("db.yaml", database(file));
    }

    private ConnectionStatus connection() {
        return engine.connections().status("my_db").orElseThrow();
    }

    private void awaitState(ConnectionStatus.State state) {
        await().until(() -> engine.connections()
                .status("my_db")
                .filter(status -> status.state() == state)
                .isPresent());
    }

    @Test
    void aChangedConnectionIsUsedByTheSameRoute() {
        change("b.db");

        await().atMost(Duration.ofSeconds(10)).until(() -> askedFile().endsWith("b.db"));
        assertThat(workspace.status("a.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);
    }

    @Test
    void aConnectionThatCannotBeOpenedLeavesTheOneBeforeInUse() {
        change("nosuch/b.db");

        awaitState(ConnectionStatus.State.DEGRADED);
        assertThat(connection().reason())
                .startsWith("still using " + home.resolve("a.db") + ", would not survive a restart: cannot open ");
        assertThat(askedFile()).endsWith("a.db");

        change("a.db");
        awaitState(ConnectionStatus.State.OPEN);
    }

    @Test
    void aDatabaseThatAStatementWouldMakeIsNotSaidToFailAfterARestart() {
        change("new.db");

        awaitState(ConnectionStatus.State.DEGRADED);
        assertThat(connection().reason())
                .isEqualTo(
                        "still using %s; a restart would begin with an empty one: cannot open %s: there is no such file."
                                        .formatted(home.resolve("a.db"), home.resolve("new.db"))
                                + " A test creates none; the first statement would");
    }

    @Test
    void aDatabaseThatNoStatementWouldMakeFailsAfterARestart() {
        workspace.connections(
                "db.yaml", "my_db: {conn_type: sqlite, host: '" + home.resolve("new.db") + "', extra: {mode: rw}}\n");

        awaitState(ConnectionStatus.State.DEGRADED);
        assertThat(connection().reason())
                .isEqualTo(
                        "still using %s, would not survive a restart: cannot open %s: there is no such file, and mode rw"
                                        .formatted(home.resolve("a.db"), home.resolve("new.db"))
                                + " creates none");
    }

    @Test
    void aFileThatIsWrongIsReportedAndSaysWhatItSaidBefore() {
        workspace.connections("db.yaml", "my_db: {conn_type: sqlite, host: ");

        await().until(() -> !engine.status().problems().isEmpty());
        assertThat(workspace.shown(engine.status().problems()))
                .singleElement()
                .asString()
                .startsWith("connections/db.yaml:");
        assertThat(connection().state()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThat(askedFile()).endsWith("a.db");

        change("b.db");
        await().until(() -> askedFile().endsWith("b.db"));
        assertThat(engine.status().problems()).isEmpty();
    }

    @Test
    void aWrongFileDoesNotHoldBackTheOthers() {
        workspace.connections("wrong.yaml", "a: b: c");
        change("b.db");

        await().until(() -> askedFile().endsWith("b.db"));
    }

    @Test
    void aDeletedConnectionFailsAtOnceUntilItIsBack() throws Exception {
        Files.delete(home.resolve("connections/db.yaml"));

        await().until(() -> engine.connections().statuses().isEmpty());
        assertThatThrownBy(this::askedFile).hasStackTraceContaining("it is not defined any more");

        change("b.db");
        await().ignoreExceptions().until(() -> askedFile().endsWith("b.db"));
    }

    @Test
    void aRouteThatSaysTheSameGoesOnWhileAnotherOfItsFileIsReplaced() {
        workspace.routes("a.yaml", route("a", "select file from pragma_database_list") + route("b", "select 1"));
        await().until(() -> camel().getRoute("b") != null);
        Object before = camel().getRoute("a");

        workspace.routes("a.yaml", route("a", "select file from pragma_database_list") + route("b", "select 2"));

        await().ignoreExceptions().until(() -> ask("b").equals("2"));
        assertThat(camel().getRoute("a")).isSameAs(before);
    }

    @Test
    void aRouteFileThatIsWrongLeavesItsLastGoodVersionRunning() {
        workspace.routes("a.yaml", "- route: {id: a, from: {uri: 'nosuch:x', steps: []}}");

        await().until(() -> workspace.status("a.yaml").state() == RouteFileStatus.State.REJECTED);
        assertThat(workspace.status("a.yaml").routes()).containsExactly("a");
        assertThat(askedFile()).endsWith("a.db");
    }

    @Test
    void aRouteThatCannotBeMadeLeavesTheOneBefore() {
        workspace.routes(
                "a.yaml",
                "- route: {id: a, from: {uri: 'direct:a', steps: [{to: {uri: 'sql:select 1?dataSource=#my_db&noop=x'}}]}}");

        await().until(() -> workspace.status("a.yaml").state() == RouteFileStatus.State.REJECTED);
        assertThat(askedFile()).endsWith("a.db");
    }

    @Test
    void theRoutesOfADeletedFileStop() throws Exception {
        Files.delete(home.resolve("routes/a.yaml"));

        await().until(() -> camel().getRoute("a") == null);
        assertThat(engine.status().files()).isEmpty();
    }

    @Test
    void aRouteWaitsForItsConnectionAndStartsWhenItComes() {
        workspace.routes("later.yaml", route("later", "select 3").replace("#my_db", "#other_db"));
        await().until(() -> engine.status().files().size() == 2);
        assertThat(workspace.status("later.yaml").state()).isNotEqualTo(RouteFileStatus.State.LOADED);

        workspace.connections("other.yaml", database("b.db").replace("my_db", "other_db"));

        await().ignoreExceptions().until(() -> ask("later").equals("3"));
    }

    @Test
    void twoFilesExchangeTheirConnections() throws Exception {
        workspace.connections("other.yaml", "other: {conn_type: sqlite, host: '" + home.resolve("b.db") + "'}\n");
        engine.reload();
        ConnectionStatus before = connection();
        Path one = home.resolve("connections/db.yaml");
        Path other = home.resolve("connections/other.yaml");
        Path between = home.resolve("between");

        Files.move(one, between);
        Files.move(other, one);
        Files.move(between, other);
        engine.reload();

        assertThat(engine.status().problems()).isEmpty();
        assertThat(connection().definition().origin().of("host").file()).endsWith("other.yaml");
        assertThat(connection().state()).isEqualTo(before.state());
        assertThat(askedFile()).endsWith("a.db");
    }

    @Test
    void oneChangeAmongThousandsOfConnectionsTakesEffect() {
        for (int count = 0; count < 2000; count++) {
            workspace.connections(
                    "many" + count + ".yaml", "many" + count + ": {conn_type: sqlite, host: ':memory:'}\n");
        }
        engine.reload();
        assertThat(engine.connections().statuses()).hasSize(2001).allMatch(status -> status.reason()
                .isEmpty());

        change("b.db");

        await().atMost(Duration.ofSeconds(30)).until(() -> askedFile().endsWith("b.db"));
    }

    @Test
    void twoFilesExchangeTheirRoutes() {
        workspace.routes("b.yaml", route("b", "select 1"));
        await().until(() -> camel().getRoute("b") != null);

        workspace.routes("a.yaml", route("b", "select 5"));
        workspace.routes("b.yaml", route("a", "select 6"));

        await().ignoreExceptions().until(() -> ask("a").equals("6") && ask("b").equals("5"));
        // Camel lets a route be called a moment before it says that it is started.
        await().until(() -> camel().getRouteController().getRouteStatus("a") == ServiceStatus.Started);
    }

    @Test
    void aTouchedFileChangesNothing() throws Exception {
        Object before = camel().getRoute("a");
        ConnectionStatus status = connection();
        Files.writeString(home.resolve("connections/db.yaml"), "# a comment\n" + database("a.db"));
        Files.writeString(
                home.resolve("routes/a.yaml"), "# a comment\n" + route("a", "select file from pragma_database_list"));
        engine.reload();

        assertThat(camel().getRoute("a")).isSameAs(before);
        assertThat(connection().since()).isEqualTo(status.since());
    }

    @Test
    void foldersThatGoAndComeBackChangeNothing() throws Exception {
        for (String folder : List.of("connections", "routes")) {
            Files.move(home.resolve(folder), home.resolve(folder + "-away"));
        }
        engine.reload();

        assertThat(askedFile()).endsWith("a.db");
        assertThat(workspace.shown(engine.status().problems()))
                .singleElement()
                .asString()
                .endsWith("connections: the folder does not exist. Create it, or name another.");

        for (String folder : List.of("connections", "routes")) {
            Files.move(home.resolve(folder + "-away"), home.resolve(folder));
        }
        engine.reload();
        assertThat(engine.status().problems()).isEmpty();
        assertThat(workspace.status("a.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);
    }

    /** A folder of mounted files is a link to another one, which is swapped whole. */
    @Test
    void aFolderThatIsSwappedByALinkIsRead() throws Exception {
        Path mounted = home.resolve("connections");
        Path next = Files.createDirectories(mounted.resolve("..next"));
        Files.writeString(next.resolve("db.yaml"), database("b.db"));
        Files.createSymbolicLink(mounted.resolve("..data"), next);
        Files.delete(mounted.resolve("db.yaml"));
        Files.createSymbolicLink(mounted.resolve("db.yaml"), Path.of("..data/db.yaml"));
        await().ignoreExceptions().until(() -> askedFile().endsWith("b.db"));

        Path after = Files.createDirectories(mounted.resolve("..after"));
        Files.writeString(after.resolve("db.yaml"), database("a.db"));
        Files.createSymbolicLink(mounted.resolve("..tmp"), after);
        Files.move(mounted.resolve("..tmp"), mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        await().ignoreExceptions().until(() -> askedFile().endsWith("a.db"));
    }

    @Test
    void aFolderThatIsALinkIsFollowedWhenTheLinkIsSwapped() throws Exception {
        Path link = home.resolve("connections");
        Path first = home.resolve("first");
        Files.move(link, first);
        Files.createSymbolicLink(link, first);
        Path second = Files.createDirectories(home.resolve("second"));
        Files.writeString(second.resolve("db.yaml"), database("b.db"));
        Files.createSymbolicLink(home.resolve("next"), second);
        Files.move(home.resolve("next"), link, StandardCopyOption.ATOMIC_MOVE);
        await().ignoreExceptions().until(() -> askedFile().endsWith("b.db"));

        Files.writeString(second.resolve("db.yaml"), database("a.db"));

        await().ignoreExceptions().until(() -> askedFile().endsWith("a.db"));
    }
}
