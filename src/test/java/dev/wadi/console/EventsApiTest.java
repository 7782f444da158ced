package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.config.AtomicFiles;
import dev.wadi.connection.Events.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens is told while it happens, and afterwards. */
@Timeout(60)
class EventsApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Less than what one gets who reads all that happens. */
    private static final long ALL_BYTES = 15_000_000;

    private final Path home;
    private Service service;
    private ApiServer api;
    private RawHttp http;

    EventsApiTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        connection("first.db");
        service = Service.start(home, Map.of());
        api = service.api(Map.of());
        http = new RawHttp(api.port());
    }

    @AfterEach
    void stop() {
        api.close();
        service.close();
    }

    /** At once, because what follows the files may read them at any time. */
    private static void write(Path file, String text) throws Exception {
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void connection(String database) throws Exception {
        write(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: " + home.resolve(database) + "}\n");
    }

    private void change(String database) throws Exception {
        Files.write(home.resolve(database), new byte[0]);
        connection(database);
        service.engine().reload();
    }

    private List<String> told(String target) throws Exception {
        List<String> told = new ArrayList<>();
        for (JsonNode event : JSON.readTree(http.get(target).body()).get("events")) {
            told.add(event.get("kind").asText() + " " + event.get("state").asText());
        }
        return told;
    }

    @Test
    void aSwapIsToldAsItHappens() throws Exception {
        try (EventReader events = new EventReader(api.port())) {
            assertThat(events.head()).contains("text/event-stream", "X-Accel-Buffering: no", "no-store");
            change("second.db");
            JsonNode event = events.event();
            while (!event.get("kind").asText().equals("swap")) {
                event = events.event();
            }
            assertThat(event.get("subject").asText()).isEqualTo("shop");
            assertThat(event.get("state").asText()).isEqualTo("open");
            assertThat(event.get("text").asText())
                    .startsWith("connection 'shop' has changed")
                    .contains(home.resolve("second.db") + " is in use");
            assertThat(event.get("by").asText()).isEmpty();
        }
    }

    @Test
    void aServerThatIsClosedHoldsUpNothingThatHappensLater() throws Exception {
        try (EventReader events = new EventReader(api.port())) {
            assertThat(events.head()).contains("text/event-stream");
            api.close();
            service.engine().events().add(Kind.CHANGE, "shop", "", "nobody hears it any more");
            assertThat(service.engine().events().of("shop").get(0).text()).isEqualTo("nobody hears it any more");
        }
        api = service.api(Map.of());
    }

    @Test
    void historyTellsHowAConnectionOpenedChangedDegradedAndWent() throws Exception {
        change("second.db");
        write(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: " + home.resolve("no.db") + "}\n");
        service.engine().reload();
        Files.delete(home.resolve("connections/shop.yaml"));
        service.engine().reload();
        assertThat(told("/api/v2/connections/shop/history"))
                .containsExactly("connection missing", "connection degraded", "swap open", "connection open");
    }

    @Test
    void versionsThatHadWorkAreToldToBeDrained() throws Exception {
        try (var lease = service.engine().connections().lease("shop")) {
            assertThat(lease.value()).isNotNull();
            change("second.db");
            assertThat(told("/api/v2/connections/shop/history")).doesNotContain("swap drained");
        }
        assertThat(told("/api/v2/connections/shop/history")).startsWith("swap drained", "swap open");
    }

    @Test
    void filesAndReloadsAreTold() throws Exception {
        Path file = home.resolve("routes/a.yaml");
        write(file, "- from: {uri: 'direct:a', steps: [{to: 'conn:later/x'}]}\n");
        service.engine().reload();
        write(file, "- from: {uri: 'direct:a', steps: [{log: a}]}\n");
        service.engine().reload();
        write(file, "- from: {uri: 'drect:a', steps: [{log: a}]}\n");
        service.engine().reload();
        Files.delete(file);
        service.engine().reload();
        assertThat(told("/api/v2/activity?subject=" + file))
                .containsExactly("file removed", "file rejected", "file loaded", "file waiting");
        assertThat(told("/api/v2/activity?limit=1")).containsExactly("reload good");
        assertThat(told("/api/v2/activity")).contains("reload bad");
    }

    @Test
    void whatDidNotChangeIsNotTold() throws Exception {
        service.engine().reload();
        List<String> before = told("/api/v2/connections/shop/history");
        service.engine().reload();
        assertThat(told("/api/v2/connections/shop/history")).isEqualTo(before).containsExactly("connection open");
    }

    @Test
    void activityIsReadPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            service.engine().events().add(Kind.TEST, "shop", "", "test " + i);
        }
        JsonNode first =
                JSON.readTree(http.get("/api/v2/activity?limit=2").body()).get("events");
        assertThat(first.findValuesAsText("text")).containsExactly("test 4", "test 3");
        JsonNode second = JSON.readTree(http.get("/api/v2/activity?limit=2&before="
                                + first.get(1).get("id").asText())
                        .body())
                .get("events");
        assertThat(second.findValuesAsText("text")).containsExactly("test 2", "test 1");
        assertThat(http.get("/api/v2/activity?before=x").status()).isEqualTo(422);
    }

    @Test
    void whoComesBackGetsWhatHeMissed() throws Exception {
        service.engine().events().add(Kind.TEST, "shop", "", "seen");
        String seen = JSON.readTree(http.get("/api/v2/activity?limit=1").body())
                .get("events")
                .get(0)
                .get("id")
                .asText();
        service.engine().events().add(Kind.TEST, "shop", "", "missed");
        try (EventReader events = new EventReader(api.port(), "Last-Event-ID: " + seen)) {
            assertThat(events.event().get("text").asText()).isEqualTo("missed");
            service.engine().events().add(Kind.TEST, "shop", "", "new");
            assertThat(events.event().get("text").asText()).isEqualTo("new");
        }
    }

    @Test
    void aTextOfAServerIsOneLineOfData() throws Exception {
        try (EventReader events = new EventReader(api.port())) {
            service.engine().events().add(Kind.TEST, "x", "", "<script>\n\ndata: {}\r\nid: 1");
            assertThat(events.event().get("text").asText()).isEqualTo("<script>\n\ndata: {}\r\nid: 1");
        }
    }

    @Test
    void oneWhoDoesNotReadIsDropped() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4_096);
            slow.setSoTimeout(30_000);
            slow.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), api.port()));
            slow.getOutputStream()
                    .write("GET /api/v2/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            InputStream in = slow.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            try (EventReader other = new EventReader(api.port())) {
                for (int i = 0; i < 20_000; i++) {
                    service.engine().events().add(Kind.TEST, "x", "", i + " " + "x".repeat(900));
                    if (i % 100 == 0) {
                        while (!other.event().get("text").asText().startsWith(i + " ")) {
                            assertThat(i).isPositive();
                        }
                    }
                }
            }
            assertThat(bytesUntilTheEnd(in)).isLessThan(ALL_BYTES);
        }
        assertThat(http.get("/health/live").status()).isEqualTo(200);
    }

    private static long bytesUntilTheEnd(InputStream in) throws Exception {
        long bytes = 0;
        byte[] buffer = new byte[65_536];
        try {
            int read = in.read(buffer);
            while (read >= 0 && bytes < ALL_BYTES) {
                bytes += read;
                read = in.read(buffer);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return bytes;
    }

    @Test
    void soManyMayListenAndNoMore() throws Exception {
        List<EventReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                readers.add(new EventReader(api.port()));
            }
            assertThat(http.get("/api/v2/events").status()).isEqualTo(429);
            assertThat(http.get("/api/v2/activity").status()).isEqualTo(200);
        } finally {
            for (EventReader reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void headOfTheStreamEnds() {
        assertThat(http.call("HEAD", "/api/v2/events").status()).isEqualTo(200);
    }

    @Test
    void whenNothingHappensThereIsAHeartbeatUntilTheCallerIsNotKnownAnyMore() throws Exception {
        Vertx vertx = Vertx.vertx();
        AtomicBoolean isKnown = new AtomicBoolean(true);
        EventStreams streams = new EventStreams(vertx, service.engine().events(), Duration.ofMillis(20));
        HttpServer server = vertx.createHttpServer()
                .requestHandler(
                        request -> Reply.send(request, Reply.rendered(streams.listen(Optional.empty(), isKnown::get))));
        try {
            int port = server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .actualPort();
            try (EventReader events = new EventReader(port)) {
                assertThat(events.line(":")).isEqualTo(":");
                assertThat(events.line(":")).isEqualTo(":");
                isKnown.set(false);
                int beats = 0;
                while (events.line(":") != null) {
                    beats++;
                    assertThat(beats).isLessThan(1_000);
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void aConnectionThatIsNotThereHasNoHistoryAndNoMeasures() {
        String wrong = "{\"detail\":\"The Connection with connection_id: `<b>none</b>` was not found\"}";
        for (String what : List.of("history", "measures")) {
            RawHttp.Answer answer = http.get("/api/v2/connections/%3Cb%3Enone%3C%2Fb%3E/" + what);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(wrong);
            assertThat(answer.header("Content-Type")).contains("application/json");
        }
    }
}
