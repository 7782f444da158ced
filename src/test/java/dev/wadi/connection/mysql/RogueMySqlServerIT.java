package dev.wadi.connection.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.TestingConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S-04: a server may ask its client for files; it gets nothing. */
class RogueMySqlServerIT {

    private static final String SECRET = "nobody else may read this";

    @TempDir
    Path folder = Path.of("");

    private final TestingConnections connections = new TestingConnections();
    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(folder.resolve("secret"), SECRET);
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private void test(RogueMySqlServer rogue) {
        String json = "{\"conn_type\": \"mysql\", \"host\": \"127.0.0.1\", \"port\": %d, \"login\": \"app\","
                + " \"password\": \"pa55word\"}";
        connections
                .connections()
                .test(
                        TestingConnections.json("shop", json.formatted(rogue.port()))
                                .definition(),
                        Duration.ofSeconds(5));
    }

    @Test
    void aServerThatAsksForAFileGetsNothing() throws IOException {
        try (RogueMySqlServer rogue = new RogueMySqlServer(file.toString(), false)) {
            assertThatThrownBy(() -> test(rogue))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageNotContaining("pa55word");
            assertThat(rogue.hasAsked()).isTrue();
            assertThat(rogue.received()).contains("app").doesNotContain(SECRET);
        }
    }

    @Test
    void aServerThatAsksForAnAddressGetsNothing() throws IOException {
        try (RogueMySqlServer rogue = new RogueMySqlServer(file.toUri().toString(), false)) {
            assertThatThrownBy(() -> test(rogue)).isInstanceOf(ConnectionException.class);
            assertThat(rogue.hasAsked()).isTrue();
            assertThat(rogue.received()).doesNotContain(SECRET);
        }
    }

    @Test
    void aServerThatAsksForThePasswordItselfDoesNotGetIt() throws IOException {
        try (RogueMySqlServer rogue = new RogueMySqlServer(file.toString(), true)) {
            assertThatThrownBy(() -> test(rogue))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageNotContaining("pa55word");
            assertThat(rogue.hasAsked()).isTrue();
            assertThat(rogue.received()).contains("app").doesNotContain("pa55word");
        }
    }

    /** Shows that the server of this test is one: with the driver told otherwise it gets the file. */
    @Test
    void theRogueIsOne() throws IOException, SQLException {
        try (RogueMySqlServer rogue = new RogueMySqlServer(file.toString(), false)) {
            Properties properties = new Properties();
            properties.setProperty("user", "app");
            properties.setProperty("allowLoadLocalInfile", "true");
            properties.setProperty("socketTimeout", "2000");
            assertThatThrownBy(() -> {
                        try (Connection connection = DriverManager.getConnection(
                                "jdbc:mysql://127.0.0.1:" + rogue.port() + "/", properties)) {
                            connection.isValid(1);
                        }
                    })
                    .isInstanceOf(SQLException.class);
            assertThat(rogue.received()).contains(SECRET);
        }
    }
}
