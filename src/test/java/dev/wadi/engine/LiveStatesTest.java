package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.pipeline.RunReport;
import dev.wadi.testing.TestingHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Connections that are stopped, lost, renamed or of another type while routes use them. */
class LiveStatesTest {

    private final Path home;
    private final TestingWorkspace workspace;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Engine engine;
    private DataSource dataSource;

    LiveStatesTest(@TempDir Path home) {
        this.home = home;
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        Files.createFile(home.resolve("a.db"));
        workspace.connections("db.yaml", database("my_db", "a.db", ""));
        workspace.routes("ask.yaml", "- from: {uri: 'direct:ask', steps: [{to: 'sql:select 1?dataSource=#my_db'}]}\n");
        engine = workspace.start();
        dataSource = engine.connections().bean("my_db", DataSource.class).orElseThrow();
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(log);
        workspace.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.wadi");
    }

    private List<String> said() {
        return workspace.withoutFolder(
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    private String database(String connId, String file, String wadi) {
        return connId + ": {conn_type: sqlite, host: '" + home.resolve(file) + "', extra: {wadi: {" + wadi + "}}}\n";
    }

    private ConnectionStatus change(String text) {
        workspace.connections("db.yaml", text);
        engine.reload();
        return engine.connections().status("my_db").orElseThrow();
    }

    private void use() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void whatWasStoppedBecauseOfATestComesBackByATest() throws Exception {
        String absent = database("my_db", "b.db", "on_failed_swap: stop");
        assertThat(change(absent).state()).isEqualTo(ConnectionStatus.State.FAILING);
        assertThatThrownBy(this::use)
                .hasMessageMatching(
                        "connection 'my_db': it(s changed version)? could not be opened. Try: wadi connections"
                                + " test my_db"); // the second word for it when the watch has tried once more

        assertThat(change(absent).state()).isEqualTo(ConnectionStatus.State.FAILING);

        Files.createFile(home.resolve("b.db"));
        assertThat(change(absent).state()).isEqualTo(ConnectionStatus.State.OPEN);
        use();
    }

    @Test
    void aScheduleWaitsForAConnectionThatIsGone() {
        workspace.routes(
                "ticks.yaml",
                """
                - {kind: header, schedule: '* * * * * ?'}
                - {kind: transform, name: one, query: SELECT 1 AS n}
                - kind: pipeline
                  name: nested
                  stages:
                    - {kind: sink, name: write, connection: my_db, locator: ticks, query: FROM one}
                """);
        engine.reload();
        await().until(() -> runs(RunReport.State.DONE) > 0);

        workspace.connections("db.yaml", database("other_db", "a.db", ""));
        engine.reload();
        await().untilAsserted(() -> assertThat(said())
                .contains("pipeline 'ticks' does not run by its schedule while there is no connection 'my_db'"));
        long failed = runs(RunReport.State.FAILED);

        change(database("my_db", "a.db", ""));
        long done = runs(RunReport.State.DONE);
        await().until(() -> runs(RunReport.State.DONE) > done);
        assertThat(runs(RunReport.State.FAILED))
                .as("a run that failed goes on when it is there again, and none fails more")
                .isLessThanOrEqualTo(failed);
    }

    private long runs(RunReport.State state) {
        return engine.pipelines().runs("ticks", 1000, 0).stream()
                .filter(run -> run.state() == state)
                .count();
    }

    @Test
    void aTypeThatDoesNotExistLeavesTheVersionBefore() throws Exception {
        ConnectionStatus status = change("my_db: {conn_type: sqlit, host: x}\n");

        assertThat(status.state()).isEqualTo(ConnectionStatus.State.DEGRADED);
        assertThat(status.reason())
                .isEqualTo("still using " + home.resolve("a.db")
                        + ", would not survive a restart: there is no connection type 'sqlit'");
        use();
    }

    @Test
    void aConnectionInUseThatGetsAnotherTypeIsWarnedOf() {
        change("my_db: {conn_type: http, host: 'http://localhost:1', extra: {wadi: {on_failed_swap: stop}}}\n");

        assertThat(said())
                .contains("connection 'my_db' changes its type from sqlite to http, and is used by 'ask' at"
                        + " routes/ask.yaml:1:42");
    }

    @Test
    void whatTheNewTypeDoesNotOfferIsSaid() {
        try (TestingHttp server = TestingHttp.plain()) {
            assertThat(change("my_db: {conn_type: http, host: '" + server.url() + "'}\n")
                            .state())
                    .isEqualTo(ConnectionStatus.State.OPEN);

            assertThatThrownBy(this::use)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("connection 'my_db': it is of type 'http' now, which offers no DataSource");
        }
    }

    @Test
    void aConnectionInUseThatGetsAnotherNameIsWarnedOf() {
        workspace.connections("db.yaml", database("our_db", "a.db", ""));
        engine.reload();

        assertThat(said())
                .contains("connection 'my_db' is called 'our_db' now, and is used by 'ask' at routes/ask.yaml:1:42");
    }

    @Test
    void aConnectionThatIsMissingIsKnownWithWhatUsesItUntilItIsBack() throws Exception {
        Files.delete(home.resolve("connections/db.yaml"));
        engine.reload();

        assertThat(workspace.withoutFolder(engine.status().missing().stream()
                        .map(missing -> missing.connId() + ": " + missing.reason())
                        .toList()))
                .containsExactly("my_db: it is not defined; used by 'ask' at routes/ask.yaml:1:42");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::use)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("connection 'my_db': it is not defined any more. Try: wadi connections test my_db");
        }

        change(database("my_db", "a.db", ""));

        assertThat(engine.status().missing()).isEmpty();
        assertThat(engine.connections().bean("my_db", DataSource.class)).containsSame(dataSource);
        use();
        assertThat(said()).contains("connection 'my_db' is back; 3 calls for it failed without it");
    }

    @Test
    void loadsAreCountedAndTheLastGoodOneIsKnown() {
        Loads before = engine.status().loads();
        assertThat(before.reloads()).isZero();

        workspace.routes("wrong.yaml", "- from: {uri: 'nosuch:x'}\n");
        engine.reload();

        Loads after = engine.status().loads();
        assertThat(after.reloads()).isPositive();
        assertThat(after.lastGood()).isEqualTo(before.lastGood());
        assertThat(engine.status().rejectedFiles()).isEqualTo(1);
    }
}
