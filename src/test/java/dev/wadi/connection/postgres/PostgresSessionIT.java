package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.Connections;
import dev.wadi.connection.jdbc.ConnectionText;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SchemaSource.Column;
import dev.wadi.spi.SchemaSource.Table;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TcpTimers;
import dev.wadi.testing.TestingPostgres;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

class PostgresSessionIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final TestingPostgres server = TestingPostgres.shared();

    private static String show(TestingPostgresSettings settings, String query) {
        try (OpenConnection open = new PostgresType().open(settings.build(), new TestingContext("session"))) {
            return String.valueOf(new JdbcTemplate(open.bean(DataSource.class)).queryForObject(query, String.class));
        }
    }

    @Test
    void optionsAndTheNameReachTheServer() {
        TestingPostgresSettings settings = new TestingPostgresSettings();
        assertThat(show(settings.set("options", "-c search_path=elsewhere"), "show search_path"))
                .isEqualTo("elsewhere");
        assertThat(show(settings, "show application_name")).isEqualTo("wadi session");
        assertThat(show(settings.set("applicationName", "nightly"), "show application_name"))
                .isEqualTo("nightly");
        assertThat(show(settings, "show client_encoding")).isEqualTo("UTF8");
    }

    @Test
    void aConnectionFileOpensAndTests() {
        try (Connections connections = ConnectionText.open(
                """
                warehouse:
                  conn_type: postgresql
                  host: localhost
                  port: %d
                  login: app
                  password: "sw0rd & fish%%20?"
                  schema: sales
                  extra: '{"sslmode": "require", "keepalives": "1", "keepalives_idle": "30", "connect_timeout": "5"}'
                """
                        .formatted(server.port()))) {
            assertThat(connections.test("warehouse", TIMEOUT)).isEqualTo("PostgreSQL 17.5, database sales");
            DataSource dataSource =
                    connections.bean("warehouse", DataSource.class).orElseThrow();
            assertThat(new JdbcTemplate(dataSource).queryForObject("select current_user", String.class))
                    .isEqualTo("app");
        }
    }

    @Test
    void ofSeveralHostsTheFirstThatFitsIsUsed() {
        TestingPostgresSettings settings = new TestingPostgresSettings().host("nosuchhost.invalid,localhost");
        assertThat(show(settings, "select 1")).isEqualTo("1");
        assertThat(show(settings.set("targetSessionAttrs", SessionAttributes.READ_WRITE), "select 1"))
                .isEqualTo("1");
        try (OpenConnection open = new PostgresType()
                .open(
                        settings.set("targetSessionAttrs", SessionAttributes.STANDBY)
                                .host("localhost")
                                .build(),
                        new TestingContext("standby"))) {
            assertThatThrownBy(() -> open.test(TIMEOUT))
                    .hasMessage(
                            "connection 'standby': cannot connect to localhost:%d: Could not find a server with"
                                    + " specified targetServerType: secondary",
                            server.port());
        }
    }

    @Test
    void aServerThatIsNamedByAnIpv6AddressIsReached() throws Exception {
        assumeThat(NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress()))
                .isTrue();
        assertThat(show(new TestingPostgresSettings().host("::1"), "select 1")).isEqualTo("1");
        assertThat(show(new TestingPostgresSettings().host("[::1]"), "select 1"))
                .isEqualTo("1");
    }

    @Test
    void aDeadLineIsFoundInTwoMinutesUnlessTheSettingsSayOtherwise() {
        assertAsksWithin(new TestingPostgresSettings(), Duration.ofSeconds(60));
        assertAsksWithin(new TestingPostgresSettings().set("keepalivesIdle", 7), Duration.ofSeconds(7));
    }

    /** How long TCP waits until it asks, as the system says it of the socket. */
    private static void assertAsksWithin(TestingPostgresSettings settings, Duration idle) {
        try (OpenConnection open = new PostgresType().open(settings.build(), new TestingContext("session"))) {
            JdbcTemplate template = new JdbcTemplate(open.bean(DataSource.class));
            int port = Objects.requireNonNull(template.queryForObject("select inet_client_port()", Integer.class));
            Duration asks = await().until(() -> TcpTimers.untilKeepAlive(port), Optional::isPresent)
                    .orElseThrow();
            assertThat(asks).isBetween(idle.minusSeconds(5), idle);
        }
    }

    @Test
    void theDriversOwnConnectionCanBeUnwrapped() throws Exception {
        try (OpenConnection open =
                        new PostgresType().open(new TestingPostgresSettings().build(), new TestingContext("copy"));
                Connection connection = open.bean(DataSource.class).getConnection()) {
            assertThat(connection.unwrap(PGConnection.class).getCopyAPI()).isNotNull();
        }
    }

    @Test
    void slowQueriesAreNotCutShortByTheTimeoutOfConnecting() {
        PoolSettings pool = new PoolSettings(1, 0, 1_000, 0, 0, 0, 500, 0);
        assertThat(show(new TestingPostgresSettings().pool(pool), "select 1 from pg_sleep(2.5)"))
                .isEqualTo("1");
    }

    @Test
    void theSchemaHasViewsOtherSchemasAndComments() throws Exception {
        server.execute(
                "sales",
                """
                create schema if not exists "odd.name" authorization app;
                create table "odd.name"."Mixed Case" (a int);
                create table part_of (id int, at date) partition by range (at);
                create table commented (id bigint not null, note text);
                comment on column commented.note is 'what they said';
                create view of_commented as select id from commented;
                create materialized view kept as select 1 as one;
                """);
        try (OpenConnection open =
                new PostgresType().open(new TestingPostgresSettings().build(), new TestingContext("schema"))) {
            SchemaSource schema = (SchemaSource) open;
            assertThat(schema.tables())
                    .contains(
                            new Table("\"odd.name\".Mixed Case", "table"),
                            new Table("commented", "table"),
                            new Table("kept", "materialized view"),
                            new Table("of_commented", "view"),
                            new Table("part_of", "partitioned table"))
                    .noneMatch(table -> table.name().contains("pg_catalog"));
            assertThat(schema.columns("commented"))
                    .containsExactly(
                            new Column("id", "int8", false, null), new Column("note", "text", true, "what they said"));
            assertThat(schema.columns("COMMENTED")).hasSize(2);
            assertThat(schema.columns("public.commented")).hasSize(2);
            assertThat(schema.columns("\"odd.name\".Mixed Case")).hasSize(1);
        } finally {
            server.execute(
                    "sales",
                    """
                    drop schema "odd.name" cascade; drop table part_of; drop view of_commented; drop table commented;
                    drop materialized view kept;
                    """);
        }
    }

    @Test
    void aPoolOutlivesItsServer() {
        try (TestingPostgres own = TestingPostgres.start();
                OpenConnection open = new PostgresType()
                        .open(new TestingPostgresSettings().port(own.port()).build(), new TestingContext("phoenix"))) {
            JdbcTemplate template = new JdbcTemplate(open.bean(DataSource.class));
            assertThat(template.queryForObject("select 1", Integer.class)).isEqualTo(1);
            own.stop();
            assertThatThrownBy(() -> open.test(TIMEOUT))
                    .hasMessage("connection 'phoenix': cannot connect to localhost:%d: Connection refused", own.port());
            own.restart();
            Awaitility.await().atMost(TIMEOUT).ignoreExceptions().until(() -> Integer.valueOf(1)
                    .equals(template.queryForObject("select 1", Integer.class)));
        }
    }

    @Test
    void aTestWaitsForNoPool() throws Exception {
        PoolSettings one = PoolSettings.defaults().withSize(1, 0);
        try (OpenConnection open = new PostgresType()
                        .open(new TestingPostgresSettings().pool(one).build(), new TestingContext("full"));
                Connection all = open.bean(DataSource.class).getConnection()) {
            assertThat(all.isValid(1)).isTrue();
            assertThat(open.test(TIMEOUT)).isEqualTo("PostgreSQL 17.5, database sales");
        }
    }

    @Test
    void openingOneConnectsToNothing() {
        try (OpenConnection open = new PostgresType()
                .open(
                        new TestingPostgresSettings()
                                .port(MuteServer.closedPort())
                                .build(),
                        new TestingContext("unused"))) {
            assertThat(open).hasToString("connection 'unused' to localhost:" + port(open));
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("unused"));
        }
    }

    private static String port(OpenConnection open) {
        String text = open.toString();
        return text.substring(text.lastIndexOf(':') + 1);
    }
}
