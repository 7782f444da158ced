package dev.wadi.connection.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SchemaSource.Column;
import dev.wadi.spi.SchemaSource.Table;
import dev.wadi.testing.TcpTimers;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingMySqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections to a real MariaDB and a real MySQL. */
class MySqlIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestingConnections connections = new TestingConnections();

    @AfterEach
    void close() {
        connections.close();
    }

    private String test(String json) {
        return connections
                .connections()
                .test(TestingConnections.json("shop", json).definition(), TIMEOUT);
    }

    private Connection connect(String json) throws SQLException {
        connections.open(TestingConnections.json("shop", json));
        return connections
                .connections()
                .bean("shop", DataSource.class)
                .orElseThrow()
                .getConnection();
    }

    private static String answer(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getObject(1));
        }
    }

    @Test
    void theTestSaysWhatAnswered() {
        assertThat(test(MySqlServer.MARIADB.connection(""))).isEqualTo("MySQL 11.4.5-MariaDB, database sales");
        assertThat(test(MySqlServer.MYSQL.connection(""))).isEqualTo("MySQL 8.0.15, database sales");
    }

    @ParameterizedTest
    @EnumSource
    void aDeadLineIsFoundInTwoMinutes(MySqlServer server) throws Exception {
        try (Connection session = connect(server.connection(""))) {
            String from = answer(session, "select host from information_schema.processlist where id = connection_id()");
            int port = Integer.parseInt(from.substring(from.lastIndexOf(':') + 1));
            Duration asks = await().until(() -> TcpTimers.untilKeepAlive(port), Optional::isPresent)
                    .orElseThrow();
            assertThat(asks).isBetween(Duration.ofSeconds(55), Duration.ofSeconds(60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostIsLocalhostAndNoDatabaseIsNeeded(MySqlServer server) {
        String json = "{\"conn_type\": \"mariadb\", \"port\": %d, \"login\": \"app\", \"password\": \"%s\"}"
                .formatted(server.get().port(), TestingMySqlServer.PASSWORD);
        assertThat(test(json)).doesNotContain("database");
    }

    @ParameterizedTest
    @EnumSource
    void aUserWithoutAPasswordNeedsNone(MySqlServer server) {
        server.get().administer("CREATE USER IF NOT EXISTS open@'%'");
        String json = "{\"conn_type\": \"mysql\", \"port\": %d, \"login\": \"open\"}"
                .formatted(server.get().port());
        assertThat(test(json)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatIsMissingIsSaid(MySqlServer server) {
        String json = server.connection("").replace("\"sales\"", "\"no such\"");
        server.get().administer("GRANT ALL ON `no such`.* TO app@'%'");
        assertThatThrownBy(() -> test(json))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': cannot connect to localhost:"
                        + server.get().port() + ": Unknown database 'no such'");
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseMayHaveAnOddName(MySqlServer server) {
        server.get().administer("CREATE DATABASE IF NOT EXISTS `größe + 50 €-x`");
        server.get().administer("GRANT ALL ON `größe + 50 €-x`.* TO app@'%'");
        assertThat(test(server.connection("").replace("\"sales\"", "\"größe + 50 €-x\"")))
                .endsWith("database größe + 50 €-x");
    }

    @ParameterizedTest
    @EnumSource
    void textOfAllLanguagesComesBack(MySqlServer server) throws SQLException {
        String text = "Zoë 鷗外 🐫 𝒜";
        for (String charset : List.of("", "\"charset\": \"utf8\"", "\"charset\": \"utf8mb4\"")) {
            try (Connection connection = connect(server.connection(charset));
                    PreparedStatement statement = connection.prepareStatement("SELECT ?, char_length(?)")) {
                statement.setString(1, text);
                statement.setString(2, text);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getString(1)).isEqualTo(text);
                    assertThat(rows.getInt(2)).isEqualTo(text.codePointCount(0, text.length()));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCharacterSetOfTheSessionCanBeChosen(MySqlServer server) throws SQLException {
        try (Connection connection = connect(server.connection("\"charset\": \"latin1\""))) {
            assertThat(answer(connection, "SELECT @@character_set_client")).isEqualTo("latin1");
            assertThat(answer(connection, "SELECT 'Œuvre €'")).isEqualTo("Œuvre €");
        }
        // The password of the tests has letters that a server compares in its own character set.
        assertThat(TestingMySqlServer.PASSWORD).contains("é");
    }

    @ParameterizedTest
    @EnumSource
    void largeResultsComeInPortionsOnlyWithACursorOfTheServer(MySqlServer server) throws SQLException {
        server.get().execute("CREATE TABLE IF NOT EXISTS many (n int)");
        server.get().execute("DELETE FROM many");
        server.get()
                .execute("INSERT INTO many WITH RECURSIVE s AS (SELECT 1 n UNION ALL SELECT n + 1 FROM s WHERE n < 900)"
                        + " SELECT * FROM s");
        server.get().execute("INSERT INTO many SELECT a.n FROM many a, many b LIMIT 2600");
        int ofTheOtherStatement = 1;
        assertThat(portions(server, "\"cursor\": \"SSDictCursor\"")).isEqualTo(4 + ofTheOtherStatement);
        assertThat(portions(server, "\"cursor\": \"dictcursor\"")).isZero();
    }

    private int portions(MySqlServer server, String extra) throws SQLException {
        try (Connection connection = connect(server.connection(extra))) {
            List<Integer> read = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT n FROM many")) {
                while (rows.next()) {
                    read.add(rows.getInt(1));
                    if (read.size() == 10) { // other statements may run meanwhile
                        assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
                    }
                }
            }
            assertThat(read).hasSize(3500);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Com_stmt_fetch'")) {
                rows.next();
                return rows.getInt(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void zeroDatesAreNullAndYearsAreNumbers(MySqlServer server) throws SQLException {
        server.get().execute("CREATE TABLE IF NOT EXISTS old (d date, t datetime, y year)");
        try (Connection connection = connect(server.connection(""));
                Statement statement = connection.createStatement()) {
            statement.execute("SET sql_mode = ''");
            statement.execute("DELETE FROM old");
            statement.execute("INSERT INTO old VALUES ('0000-00-00', '0000-00-00 00:00:00', 1999)");
            try (ResultSet rows = statement.executeQuery("SELECT * FROM old")) {
                rows.next();
                assertThat(rows.getObject(1)).isNull();
                assertThat(rows.getObject(2)).isNull();
                assertThat(rows.getObject(3)).hasToString("1999");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void timesComeAsTheServerShowsThemUnlessAZoneIsNamed(MySqlServer server) throws SQLException {
        server.get().execute("CREATE TABLE IF NOT EXISTS moments (n int, t timestamp)");
        server.get().execute("DELETE FROM moments");
        try (Connection connection = connect(server.connection("\"wadi\": {\"time_zone\": \"+05:00\"}"));
                PreparedStatement insert = connection.prepareStatement("INSERT INTO moments VALUES (1, ?)")) {
            assertThat(answer(connection, "SELECT @@time_zone")).isEqualTo("+05:00");
            insert.setTimestamp(1, java.sql.Timestamp.from(java.time.Instant.parse("2026-03-01T10:00:00Z")));
            insert.execute();
            assertThat(answer(connection, "SELECT CAST(t AS char) FROM moments"))
                    .startsWith("2026-03-01 15:00:00");
            assertThat(answer(connection, "SELECT unix_timestamp(t) FROM moments"))
                    .startsWith("1772359200");
            try (ResultSet rows = connection.createStatement().executeQuery("SELECT t FROM moments")) {
                rows.next();
                assertThat(rows.getTimestamp(1).toInstant()).hasToString("2026-03-01T10:00:00Z");
            }
        }
        try (Connection connection = connect(server.connection(""));
                Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '-03:00'");
            try (ResultSet rows = statement.executeQuery("SELECT t FROM moments")) {
                rows.next();
                assertThat(rows.getTimestamp(1).toLocalDateTime()).isEqualTo(LocalDateTime.of(2026, 3, 1, 7, 0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatAsksForAFileOfThisMachineGetsNothing(MySqlServer server) throws SQLException {
        server.get().execute("CREATE TABLE IF NOT EXISTS stolen (line text)");
        try (Connection connection = connect(server.connection(""));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE stolen"))
                    .isInstanceOf(SQLException.class);
            assertThat(server.get().query("SELECT * FROM stolen")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesAndColumnsAreListed(MySqlServer server) {
        server.get()
                .execute("CREATE TABLE IF NOT EXISTS `order.lines` (id int NOT NULL PRIMARY KEY, price decimal(12,2),"
                        + " note varchar(100) COMMENT 'free text')");
        server.get().execute("CREATE OR REPLACE VIEW cheap AS SELECT id FROM `order.lines` WHERE price < 10");
        connections.open(TestingConnections.json("shop", server.connection("")));
        List<Table> tables = connections.connections().use("shop", open -> tables((SchemaSource) open));
        assertThat(tables).contains(new Table("\"order.lines\"", "table"), new Table("cheap", "view"));
        List<Column> columns =
                connections.connections().use("shop", open -> columns((SchemaSource) open, "\"order.lines\""));
        assertThat(columns)
                .containsExactly(
                        new Column("id", "INT", false, null),
                        new Column("price", "DECIMAL", true, null),
                        new Column("note", "VARCHAR", true, "free text"));
    }

    private static List<Table> tables(SchemaSource source) {
        try {
            return source.tables();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Column> columns(SchemaSource source, String locator) {
        try {
            return source.columns(locator);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void routesReadAndWriteByConnId(MySqlServer server) throws Exception {
        server.get()
                .execute(
                        "CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY, name varchar(50), done boolean DEFAULT 0)");
        server.get().execute("DELETE FROM orders");
        connections.open(TestingConnections.json("shop", server.connection("")));
        List<String> received = new ArrayList<>();
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:insert").to("conn:shop/insert into orders (id, name) values (:#id, :#name)");
                from("conn:shop/select * from orders where done = 0?delay=50&onConsume=update orders set done = 1 where id"
                                + " = :%23id")
                        .process(exchange -> received.add(String.valueOf(
                                exchange.getIn().getBody(Map.class).get("name"))));
            }
        });
        connections.context().start();
        ProducerTemplate template = connections.context().createProducerTemplate();
        template.sendBody("direct:insert", Map.of("id", 1, "name", "Zoë"));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(received).containsExactly("Zoë"));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(server.get().query("SELECT done FROM orders"))
                        .containsExactly("1"));
        assertThat(connections.context().getEndpoints().toString())
                .doesNotContain(TestingMySqlServer.PASSWORD)
                .doesNotContain(String.valueOf(server.get().port()));
    }
}
