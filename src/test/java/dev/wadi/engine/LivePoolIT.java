package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.spi.Pooled;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The settings of a pool change while it is in use, and nothing is opened anew. */
class LivePoolIT {

    private static final TestingPostgres POSTGRES = TestingPostgres.shared();

    private final TestingWorkspace workspace;
    private Engine engine;
    private DataSource dataSource;

    LivePoolIT(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        workspace.connections("db.yaml", connection("pool: {maximumPoolSize: 1}"));
        engine = workspace.start();
        dataSource = engine.connections().bean("my_db", DataSource.class).orElseThrow();
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static String connection(String wadi) {
        return "my_db: {conn_type: postgres, host: %s, port: %d, login: %s, password: '%s', schema: postgres, extra: {wadi: {%s}}}%n"
                .formatted(POSTGRES.host(), POSTGRES.port(), TestingPostgres.USER, TestingPostgres.PASSWORD, wadi);
    }

    private void change(String wadi) {
        workspace.connections("db.yaml", connection(wadi));
        engine.reload();
        assertThat(engine.connections().status("my_db").orElseThrow().state()).isEqualTo(ConnectionStatus.State.OPEN);
    }

    private Connection connect() {
        try {
            return dataSource.getConnection();
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Pooled.Use use() {
        return engine.connections().use("my_db", open -> ((Pooled) open).poolUse());
    }

    @Test
    void aHigherLimitHoldsAtOnceAndClosesNothing() throws Exception {
        try (Connection first = connect()) {
            int session = session(first);
            CompletableFuture<Connection> second = CompletableFuture.supplyAsync(this::connect);
            await().until(() -> use().waiting() == 1);

            change("pool: {maximumPoolSize: 2}");

            try (Connection opened = second.get(20, TimeUnit.SECONDS)) {
                assertThat(session(opened)).isNotEqualTo(session);
            }
            assertThat(session(first)).isEqualTo(session);
        }
        assertThat(engine.connections().counts().changesInPlace()).isEqualTo(1);
        assertThat(engine.connections().counts().swaps()).isZero();
    }

    @Test
    void aLowerLimitHoldsWhenWhatIsInUseIsGivenBack() throws Exception {
        change("pool: {maximumPoolSize: 3}");
        try (Connection first = connect();
                Connection second = connect()) {
            int session = session(first);
            assertThat(session(second)).isNotEqualTo(session);

            change("pool: {maximumPoolSize: 1, connectionTimeout: 300}");

            assertThat(session(first)).isEqualTo(session);
        }
        await().until(() -> use().equals(new Pooled.Use(0, use().idle(), 0, 1)) && use().idle() <= 1);
        try (Connection only = connect()) {
            assertThat(session(only)).isPositive();
            assertThat(use().active()).isEqualTo(1);
        }
        assertThat(engine.connections().counts().swaps()).isZero();
    }

    @Test
    void theEndOfAnOutageIsTold() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.wadi.connection.jdbc");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        change("pool: {maximumPoolSize: 1, connectionTimeout: 300}");
        try (Connection only = connect()) {
            assertThat(session(only)).isPositive();
            assertThatThrownBy(this::connect).hasMessageContaining("no database connection within 300 ms");
            assertThatThrownBy(this::connect).hasMessageContaining("no database connection within 300 ms");
        }
        for (int i = 0; i < 2; i++) {
            try (Connection again = connect()) {
                assertThat(session(again)).isPositive();
            }
        }
        logger.detachAppender(log);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsOnlyOnce("connection 'my_db' has database connections again; 2 calls had none in time");
    }

    @Test
    void theNextVersionHasAsManyConnectionsOpen() throws Exception {
        change("pool: {maximumPoolSize: 5}");
        try (Connection first = connect();
                Connection second = connect();
                Connection third = connect()) {
            assertThat(Set.of(session(first), session(second), session(third))).hasSize(3);
        }

        change("pool: {maximumPoolSize: 5, keepaliveTime: 60000}");

        assertThat(use().open()).isBetween(1, 3);
        assertThat(engine.connections().counts().swaps()).isEqualTo(1);
    }

    @Test
    void theNextVersionOfAPoolThatNobodyUsesOpensNothing() {
        change("pool: {maximumPoolSize: 5, keepaliveTime: 60000}");

        assertThat(use().open()).isZero();
    }

    @Test
    void aServerThatAllowsNoMoreConnectionsHoldsNothingBack() throws Exception {
        POSTGRES.execute("drop database if exists few with (force)");
        POSTGRES.execute("create database few owner " + TestingPostgres.USER + " connection limit 3");
        workspace.connections("db.yaml", limited("pool: {maximumPoolSize: 3, connectionTimeout: 20000}"));
        engine.reload();
        try (Connection first = connect();
                Connection second = connect()) {
            assertThat(session(first)).isNotEqualTo(session(second));
        }

        workspace.connections(
                "db.yaml", limited("pool: {maximumPoolSize: 3, connectionTimeout: 20000, keepaliveTime: 60000}"));
        engine.reload();

        assertThat(engine.connections().status("my_db").orElseThrow().state()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThat(use().open()).isBetween(1, 2);
        try (Connection still = connect()) {
            assertThat(session(still)).isPositive();
        }
    }

    private static String limited(String wadi) {
        return connection(wadi).replace("schema: postgres", "schema: few");
    }

    @Test
    void whatAPoolCannotChangeIsOpenedAnew() throws Exception {
        try (Connection first = connect()) {
            int session = session(first);

            change("pool: {maximumPoolSize: 1, keepaliveTime: 60000}");

            assertThat(session(first)).isEqualTo(session);
            try (Connection second = connect()) {
                assertThat(session(second)).isNotEqualTo(session);
            }
        }
        assertThat(engine.connections().counts().swaps()).isEqualTo(1);
    }

    @Test
    void theDrainTimeChangesWithoutAnything() throws Exception {
        try (Connection first = connect()) {
            change("pool: {maximumPoolSize: 1}, drain: 100ms");
            assertThat(engine.connections().counts().swaps()).isZero();
            assertThat(session(first)).isPositive();

            change("pool: {maximumPoolSize: 1, keepaliveTime: 60000}, drain: 100ms");

            await().until(() -> engine.connections().counts().expiredDrains() == 1);
            await().untilAsserted(() -> assertThatThrownBy(() -> session(first)).isInstanceOf(SQLException.class));
        }
    }
}
