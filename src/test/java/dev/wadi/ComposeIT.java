package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.Engine;
import dev.wadi.engine.RouteFileStatus;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingS3;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The connections and routes of {@code docker/compose}, with the tests' servers in the place of its services. */
class ComposeIT {

    private static final Path COMPOSE = Path.of("docker/compose");
    private static final String SHOP = "shop@example.com";

    @TempDir
    private Path home;

    private final TestingPostgres postgres = TestingPostgres.shared();
    private final TestingMariaDb mariaDb = TestingMariaDb.shared();
    private final TestingMail mail = TestingMail.shared();
    private final TestingS3 s3 = TestingS3.shared();

    @Test
    void theRoutesOfComposeUseAllFiveServices() throws Exception {
        mail.empty();
        mariaDb.execute("drop table if exists totals");
        postgres.execute("sales", "drop table if exists orders");
        postgres.execute("sales", Files.readString(COMPOSE.resolve("postgres/orders.sql")));
        postgres.execute("sales", "grant select on orders to " + TestingPostgres.USER);
        try (TestingHttp echo = TestingHttp.plain();
                TestingWorkspace workspace = new TestingWorkspace(home)) {
            workspace.connections("services.yaml", connections(echo));
            try (Stream<Path> routes = Files.list(COMPOSE.resolve("routes"))) {
                for (Path file : routes.toList()) {
                    workspace.routes(
                            file.getFileName().toString(),
                            Files.readString(file).replace(SHOP, TestingMail.ADDRESS));
                }
            }
            Engine engine = workspace.start();
            assertThat(workspace.shown(engine.status().problems()))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .endsWith(
                            "warning: inbox.extra.use_ssl: false sends the password unencrypted. Set starttls to true to use"
                                    + " STARTTLS.");
            assertThat(engine.status().files())
                    .extracting(RouteFileStatus::state)
                    .containsOnly(RouteFileStatus.State.LOADED)
                    .hasSize(4);

            List<MimeMessage> mails =
                    Awaitility.await().atMost(Duration.ofMinutes(1)).until(mail::received, found -> !found.isEmpty());
            String totals = "[{\"customer\":\"Ada\",\"orders\":3,\"total\":339.40},"
                    + "{\"customer\":\"Grace\",\"orders\":2,\"total\":249.50},"
                    + "{\"customer\":\"Barbara\",\"orders\":1,\"total\":129.00},"
                    + "{\"customer\":\"Edsger\",\"orders\":1,\"total\":4.25}]";
            assertThat(mails.get(0).getContent().toString().strip()).isEqualTo(totals);
            assertThat(mails.get(0).getFrom()[0]).hasToString(SHOP);
            Awaitility.await("the route inbox reads it")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> mails.get(0).isSet(Flags.Flag.SEEN));
            assertThat(echo.lastRequest().path()).isEqualTo("/report");
            assertThat(s3.ask(client -> client.listObjects(request -> request.bucket("shop")))
                            .contents())
                    .extracting(object -> object.key())
                    .contains("README.txt", "totals.parquet");
            assertThat(served(engine)).isEqualTo(totals);
        }
    }

    private static String served(Engine engine) throws Exception {
        URI totals = URI.create("http://127.0.0.1:" + engine.status().port() + "/totals");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(totals).build(),
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
    }

    /** As they are written, but for where the servers are and how one signs in there. */
    @SuppressWarnings("unchecked") // a file of connections is a map of maps
    private String connections(TestingHttp echo) throws Exception {
        Map<String, Map<String, Object>> written = (Map<String, Map<String, Object>>)
                new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(COMPOSE.resolve("connections/services.yaml")));
        Map<String, Map<String, Object>> here = Map.of(
                "shop_db", at(postgres.port(), TestingPostgres.USER, TestingPostgres.PASSWORD, "sales"),
                "reports_db",
                        at(mariaDb.port(), TestingMariaDb.LOGIN, TestingMariaDb.PASSWORD, TestingMariaDb.DATABASE),
                "archive", Map.of("login", TestingS3.ACCESS_KEY, "password", TestingS3.SECRET_KEY),
                "outbox", Map.of("host", "localhost", "port", mail.smtp()),
                "inbox", at(mail.imap(), TestingMail.LOGIN, TestingMail.PASSWORD, ""),
                "echo", Map.of("host", echo.url()));
        assertThat(written).containsOnlyKeys(here.keySet());
        written.forEach((connId, fields) -> fields.putAll(here.getOrDefault(connId, Map.of())));
        written.getOrDefault("archive", Map.of()).computeIfPresent("extra", (key, extra) -> {
            ((Map<String, Object>) extra).put("endpoint_url", s3.url());
            return extra;
        });
        return new ObjectMapper().writeValueAsString(written);
    }

    private static Map<String, Object> at(int port, String login, String password, String schema) {
        return Map.of("host", "localhost", "port", port, "login", login, "password", password, "schema", schema);
    }
}
