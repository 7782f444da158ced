package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.engine.Engine;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.testing.TestingLine;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** What the log says of a statement of a route that failed: one line, with the connection, by whatever way it was sent. */
class FailedStatementsIT {

    private static final TestingPostgres SERVER = TestingPostgres.shared();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SLOW = "select 1 from pg_sleep(60)";

    private final TestingLine line = new TestingLine(SERVER.port());
    private final LoggedLines lines = new LoggedLines();
    private final TestingWorkspace workspace;
    private Engine engine;

    FailedStatementsIT(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        connection(30_000);
        for (List<String> way : List.of(
                List.of("conn", "", "conn:db/${body}"),
                List.of("sql", "", "sql:${body}?dataSource=#db"),
                List.of("jdbc", "", "jdbc:db"),
                List.of("transacted", "transacted: {ref: db}", "jdbc:db"))) {
            String begin = way.get(1).isEmpty() ? "" : "- " + way.get(1);
            workspace.routes(
                    way.get(0) + ".yaml",
                    """
                    - route:
                        id: %s
                        from:
                          uri: direct:%s
                          steps:
                            %s
                            - toD: {uri: "%s", id: send}
                    """
                            .formatted(way.get(0), way.get(0), begin, way.get(2)));
        }
        engine = workspace.start();
        lines.begin(new LogLine());
    }

    /** @param patience how many milliseconds work waits for a session */
    private void connection(int patience) {
        workspace.connections(
                "db.yaml",
                """
                db: {conn_type: postgres, host: 127.0.0.1, port: %d, login: postgres, password: postgres, schema: postgres,
                     extra: {wadi: {pool: {connectionTimeout: %d}}}}
                """
                        .formatted(line.port(), patience));
    }

    @AfterEach
    void stop() {
        terminate(); // those of lines that were cut
        lines.close();
        workspace.close();
        line.close();
    }

    private CompletableFuture<Exchange> send(String route, String statement) {
        ProducerTemplate template = engine.camelContext().createProducerTemplate();
        return template.asyncSend(
                "direct:" + route, exchange -> exchange.getMessage().setBody(statement));
    }

    /** Waits for the statement, and gives the failure as handlers of errors see it. */
    private Throwable failure(CompletableFuture<Exchange> sent) throws Exception {
        Throwable failure = sent.get().getException();
        while (failure.getCause() != null && !(failure instanceof PSQLException)) {
            failure = failure.getCause();
        }
        return failure;
    }

    private void assertTold(String route, String reason) {
        List<String> told = await().atMost(SOON)
                .until(
                        () -> lines.written().stream()
                                .filter(line -> line.contains("failed at"))
                                .toList(),
                        found -> !found.isEmpty());
        assertThat(told).hasSize(1);
        assertThat(told.get(0))
                .matches("\\S+ ERROR \\S+ +route '" + route + "', exchange \\S+, failed at " + route
                        + "/send: connection 'db': " + reason + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn", "sql", "jdbc", "transacted"})
    void aLineThatIsCutInTheMiddle(String route) throws Exception {
        CompletableFuture<Exchange> sent = send(route, SLOW);
        await().atMost(SOON).until(() -> sleepers() == 1);

        line.breakDown();

        if (!route.equals("transacted")) { // there it is replaced by that of the rollback
            assertThat(failure(sent)).isInstanceOf(PSQLException.class);
        }
        assertTold(route, "the database connection was lost: An I/O error occurred while sending to the backend");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn", "sql", "jdbc", "transacted"})
    void aSessionThatTheServerEnds(String route) throws Exception {
        CompletableFuture<Exchange> sent = send(route, SLOW);
        await().atMost(SOON).until(() -> sleepers() == 1);

        terminate();

        if (!route.equals("transacted")) { // there it is replaced by that of the rollback
            assertThat(failure(sent)).isInstanceOf(PSQLException.class);
        }
        assertTold(route, "FATAL: terminating connection due to administrator command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn", "sql", "jdbc", "transacted"})
    void aStatementThatIsWrong(String route) throws Exception {
        assertThat(failure(send(route, "select no_such_column"))).isInstanceOf(PSQLException.class);
        assertTold(route, "ERROR: column \"no_such_column\" does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn", "sql", "jdbc"})
    void aServerThatIsNotThere(String route) throws Exception {
        connection(1_000);
        engine.reload();
        lines.written().clear();
        line.breakDown();
        send(route, "select 1").get();
        assertTold(
                route,
                "no database connection within 1 s \\(active 0, idle 0, waiting 0\\)\\. Last error: .*\\. Try: wadi"
                        + " connections test db");
        assertThat(lines.written()).hasSize(1);
    }

    private static void terminate() {
        SERVER.query(
                "postgres",
                "select pg_terminate_backend(pid)::text from pg_stat_activity where query = '" + SLOW + "'");
    }

    private static int sleepers() {
        return Integer.parseInt(SERVER.query(
                        "postgres",
                        "select count(*)::text from pg_stat_activity where state = 'active' and query = '" + SLOW + "'")
                .get(0));
    }
}
