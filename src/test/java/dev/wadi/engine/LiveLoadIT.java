package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionStatus;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections are changed under a steady load; what was written is compared with what was sent, by id. */
@Tag("chaos")
class LiveLoadIT {

    private static final TestingPostgres POSTGRES = TestingPostgres.shared();
    private static final List<String> DATABASES = List.of("live_a", "live_b");

    private final TestingWorkspace workspace;
    private Engine engine;

    LiveLoadIT(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        for (String database : DATABASES) {
            POSTGRES.execute("create database " + database);
            POSTGRES.execute(
                    database, "create table received (id bigint); grant all on received to " + TestingPostgres.USER);
        }
        workspace.connections("db.yaml", connection("live_a", TestingPostgres.PASSWORD));
        workspace.routes(
                "load.yaml",
                """
                - route:
                    id: load
                    from:
                      uri: timer:load
                      parameters: {period: 5, delay: 0, includeMetadata: true}
                      steps:
                        - to: {uri: "sql:insert into received values (:#${exchangeProperty.CamelTimerCounter})", parameters: {dataSource: "#my_db"}}
                """);
        engine = workspace.start();
        await().until(() -> !received("live_a").isEmpty());
    }

    @AfterEach
    void stop() {
        workspace.close();
        DATABASES.forEach(database -> POSTGRES.execute("drop database " + database + " with (force)"));
    }

    private static String connection(String database, String password) {
        return "my_db: {conn_type: postgres, host: %s, port: %d, login: %s, password: '%s', schema: %s}%n"
                .formatted(POSTGRES.host(), POSTGRES.port(), TestingPostgres.USER, password, database);
    }

    private static List<Integer> received(String database) {
        return POSTGRES.query(database, "select id from received order by id").stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** Waits until rows arrive that were sent after now. */
    private static void awaitNewRows(String database) {
        int before = received(database).size();
        await().until(() -> received(database).size() > before);
    }

    private void assertAllArrivedOnce() throws Exception {
        engine.camelContext().getRouteController().stopRoute("load");
        List<Integer> all = new ArrayList<>(Stream.concat(received("live_a").stream(), received("live_b").stream())
                .sorted()
                .toList());
        assertThat(all)
                .isEqualTo(IntStream.rangeClosed(1, all.get(all.size() - 1))
                        .boxed()
                        .toList());
    }

    @Test
    void nothingIsLostOrRepeatedWhenTheDatabaseMoves() throws Exception {
        for (int change = 0; change < 10; change++) {
            String to = DATABASES.get((change + 1) % 2);
            workspace.connections("db.yaml", connection(to, TestingPostgres.PASSWORD));
            awaitNewRows(to);
        }

        assertAllArrivedOnce();
        await().until(() -> sessions("live_a") == 0 && sessions("live_b") > 0 || sessions("live_b") == 0);
    }

    @Test
    void aWrongPasswordADeadHostAndARubbishFileChangeNothing() throws Exception {
        workspace.connections("db.yaml", connection("live_b", "wrong"));
        awaitDegraded("password");
        awaitNewRows("live_a");

        workspace.connections(
                "db.yaml",
                "my_db: {conn_type: postgres, host: 127.0.0.1, port: 1, login: x, password: y, schema: z}\n");
        awaitDegraded("refused");
        awaitNewRows("live_a");

        workspace.connections("db.yaml", "my_db: [");
        await().until(() -> !engine.status().problems().isEmpty());
        awaitNewRows("live_a");

        workspace.connections("db.yaml", connection("live_b", TestingPostgres.PASSWORD));
        awaitNewRows("live_b");
        assertThat(state()).isEqualTo(ConnectionStatus.State.OPEN);
        assertAllArrivedOnce();
    }

    private ConnectionStatus.State state() {
        return engine.connections().status("my_db").orElseThrow().state();
    }

    private void awaitDegraded(String why) {
        await().until(() -> engine.connections()
                .status("my_db")
                .filter(status -> status.state() == ConnectionStatus.State.DEGRADED)
                .filter(status -> status.reason().contains(why))
                .isPresent());
    }

    private static int sessions(String database) {
        return POSTGRES.query(
                        "postgres",
                        "select pid from pg_stat_activity where datname = '" + database + "' and usename = '"
                                + TestingPostgres.USER + "'")
                .size();
    }
}
