package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.Events;
import dev.wadi.connection.Events.Kind;
import dev.wadi.spi.ConnectionException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How calls are made, whatever they do. */
class CallRunnerTest {

    private final Path home;
    private final Vertx vertx = Vertx.vertx();
    private final Events events = new Events();

    CallRunnerTest(@TempDir Path home) {
        this.home = home;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int serve(ApiCall... calls) {
        Guard guard = new Guard(
                new Sites(false, List.of()),
                new Callers(ApiTokens.NONE, new SessionCookie(false)),
                new CallTable(List.of(calls)),
                new CallRunner(vertx, Audit.in(home, 1_000_000), events));
        return vertx.createHttpServer()
                .requestHandler(guard)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private RawHttp.Answer failing(Exception failure) {
        return new RawHttp(serve(ApiCall.get("/fails", "Fail", Void.class, asked -> {
                    throw failure;
                })))
                .get("/fails");
    }

    @Test
    void aBugIsSaidWithoutWhatItSays() {
        RawHttp.Answer answer = failing(new IllegalStateException("jdbc:postgresql://db/x?password=hunter2"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Internal Server Error\"}");
    }

    @Test
    void whatTheUserOrTheWorldDidWrongIsSaid() {
        RawHttp.Answer wrong =
                failing(new ConfigurationException(Problem.error(Place.of("a.yaml"), "port", "is wrong", "Mend it")));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).isEqualTo("{\"detail\":\"a.yaml: port: is wrong. Mend it.\"}");
        RawHttp.Answer down = failing(new ConnectionException("my_pg", "the server is down", null));
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("{\"detail\":\"connection 'my_pg': the server is down\"}");
    }

    @Test
    void aTextOfAServerIsNoPage() {
        RawHttp.Answer answer = failing(new ConnectionException("my_pg", "<script>alert(1)</script>", null));
        assertThat(answer.header("Content-Type")).contains("application/json");
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void callsThatWaitForServersHoldBackNoOthersAndTheirNumberIsBounded() throws Exception {
        CountDownLatch begun = new CountDownLatch(8);
        CountDownLatch end = new CountDownLatch(1);
        int port = serve(
                ApiCall.get("/quick", "Answer", Map.class, asked -> Answer.ok(Map.of("it", "is"))),
                ApiCall.get("/slow", "Wait", Map.class, asked -> {
                            begun.countDown();
                            end.await(30, TimeUnit.SECONDS);
                            return Answer.ok(Map.of("it", "was"));
                        })
                        .slow());
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 51; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(20_000);
                waiting.add(socket);
                socket.getOutputStream()
                        .write("GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new RawHttp(port).get("/quick").body()).isEqualTo("{\"it\":\"is\"}");
            Socket refused = await().atMost(Duration.ofSeconds(20))
                    .until(() -> answered(waiting), Optional::isPresent)
                    .orElseThrow();
            assertThat(answer(refused)).startsWith("HTTP/1.1 429 ").contains("Retry-After: 5\r\n");
            waiting.remove(refused);
            end.countDown();
            for (Socket socket : waiting) {
                assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
            }
            assertThat(new RawHttp(port).get("/slow").status()).isEqualTo(200);
        } finally {
            end.countDown();
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static Optional<Socket> answered(List<Socket> waiting) throws IOException {
        for (Socket socket : waiting) {
            if (socket.getInputStream().available() > 0) {
                return Optional.of(socket);
            }
        }
        return Optional.empty();
    }

    private static String answer(Socket socket) throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoChangedWhatIsToldAndWrittenDownWithoutValues() throws Exception {
        int port = serve(ApiCall.patch("/connections/:connection_id", "Update connection", asked -> {
                    asked.isAbout(asked.path("connection_id"), List.of("host", "password"));
                    return Answer.ok(Map.of());
                })
                .telling(Kind.CHANGE));
        assertThat(new RawHttp(port).call("PATCH", "/connections/my_pg").status())
                .isEqualTo(200);
        Events.Event event = events.latest().get(0);
        assertThat(event.kind()).isEqualTo(Kind.CHANGE);
        assertThat(event.subject()).isEqualTo("my_pg");
        assertThat(event.by()).isEqualTo("editor@127.0.0.1");
        assertThat(event.text()).isEqualTo("editor@127.0.0.1: update connection 'my_pg': host, password");
        assertThat(Files.readString(home.resolve("audit.jsonl")))
                .contains("\"what\":\"update connection\",\"subject\":\"my_pg\",\"outcome\":\"done\","
                        + "\"changed\":[\"host\",\"password\"]}");
    }

    @Test
    void whatWasRefusedChangedNothingAndIsWrittenDownAsSuch() throws Exception {
        int port = serve(
                ApiCall.delete("/connections/:connection_id", "Delete connection", asked -> {
                            throw new RefusedException(409, "it is used");
                        })
                        .telling(Kind.CHANGE),
                ApiCall.post("/check", "Check", asked -> Answer.ok(Map.of())).unaudited());
        RawHttp http = new RawHttp(port);
        assertThat(http.call("DELETE", "/connections/my_pg").status()).isEqualTo(409);
        assertThat(http.call("POST", "/check").status()).isEqualTo(200);
        assertThat(events.latest()).isEmpty();
        assertThat(Files.readAllLines(home.resolve("audit.jsonl")))
                .hasSize(1)
                .first()
                .asString()
                .contains("refused");
    }

    @Test
    void aPathThatNamesMoreIsMeantRatherThanOneWithAParameter() {
        int port = serve(
                ApiCall.post("/connections/:connection_id", "One", asked -> Answer.ok(asked.path("connection_id"))),
                ApiCall.post("/connections/test", "Test", asked -> Answer.ok("the test")),
                ApiCall.get(
                        "/connections/:connection_id",
                        "One",
                        String.class,
                        asked -> Answer.ok(asked.path("connection_id"))));
        RawHttp http = new RawHttp(port);
        assertThat(http.call("POST", "/connections/test").body()).isEqualTo("\"the test\"");
        assertThat(http.get("/connections/test").body()).isEqualTo("\"test\"");
        assertThat(http.call("PUT", "/connections/test").header("Allow")).contains("GET, HEAD, POST");
    }
}
