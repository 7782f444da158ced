package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.console.TestingApi.Answer;
import dev.wadi.testing.MuteServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of connections over the API: where they may not go, how often, and what they do not tell (S-14, S-15). */
class TrialsTest {

    private static final String TEST = "/api/v2/connections/test";
    private static final String BANNER = "SSH-2.0-OpenSSH_9.2p1 secret-banner-of-this-machine";

    @TempDir
    private Path home;

    /** What answers everybody with the same lines, and counts who came. */
    private static final class BannerServer implements AutoCloseable {

        private final ServerSocket socket = open();
        private final AtomicInteger callers = new AtomicInteger();

        BannerServer() {
            Thread thread = new Thread(this::serve, "testing-banner");
            thread.setDaemon(true);
            thread.start();
        }

        private static ServerSocket open() {
            try {
                return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (Socket caller = socket.accept()) {
                    callers.incrementAndGet();
                    caller.getOutputStream()
                            .write((BANNER + "\r\n" + BANNER + "\r\n").getBytes(StandardCharsets.UTF_8));
                    caller.getOutputStream().flush();
                } catch (IOException e) {
                    // it ends, or the caller has gone
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String body(String type, String host, int port) {
        return "{\"connection_id\": \"tried\", \"conn_type\": \"" + type + "\", \"host\": \"" + host + "\", \"port\": "
                + port + ", \"login\": \"ada\", \"password\": \"hunter2\"}";
    }

    /** Its index is a URL. */
    private static String index(int port) {
        return "{\"conn_type\": \"package_index\", \"host\": \"http://127.0.0.1:" + port + "\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "imap", "postgres", "mysql", "http", "package_index"})
    void whatAStrangerSaysIsNotPassedOn(String type) throws Exception {
        try (BannerServer banner = new BannerServer();
                TestingApi api = new TestingApi(home)) {
            Answer answer = api.post(
                    TEST, type.equals("package_index") ? index(banner.port()) : body(type, "127.0.0.1", banner.port()));

            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            assertThat(answer.body().path("status").asBoolean()).isFalse();
            assertThat(answer.raw().body()).doesNotContain("secret-banner", "OpenSSH", "hunter2");
            assertThat(banner.callers.get()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.169.254, auto",
        "[fe80::1], auto",
        "fd00:ec2::254, auto",
        "127.0.0.1, '127.0.0.0/8,::1'",
        "localhost, '127.0.0.0/8,::1'",
        "127.1, '127.0.0.0/8,::1'",
        "2130706433, '127.0.0.0/8,::1'",
        "::ffff:127.0.0.1, '127.0.0.0/8,::1'",
        "[::1], '127.0.0.0/8,::1'",
        "0.0.0.0, '0.0.0.0/8'",
        "'db.invalid,127.0.0.1', '127.0.0.0/8,::1'"
    })
    void noTestGoesWhereNoneMayGo(String host, String refused) throws Exception {
        try (BannerServer banner = new BannerServer();
                TestingApi api = new TestingApi(home, Map.of(), Map.of("wadi.api.test.refused", refused))) {
            Answer answer = api.post(TEST, body("postgres", host, banner.port()));

            assertThat(answer.body().path("status").asBoolean()).isFalse();
            assertThat(answer.body().path("message").asText())
                    .as(answer.body().toString())
                    .endsWith("is at an address where tests may not go (wadi.api.test.refused)");
            assertThat(banner.callers.get()).isZero();
        }
    }

    /** Whether such a name is one depends on the system; that none leads here does not. */
    @ParameterizedTest
    @ValueSource(strings = {"LOCALHOST.", "0x7f000001", "127.0.0.1.", "0177.0.0.1"})
    void oddNamesOfThisMachineLeadNowhere(String host) throws Exception {
        try (BannerServer banner = new BannerServer();
                TestingApi api = new TestingApi(home, Map.of(), Map.of("wadi.api.test.refused", "127.0.0.0/8,::1"))) {
            Answer answer = api.post(TEST, body("postgres", host, banner.port()));

            assertThat(answer.body().path("status").asBoolean()).isFalse();
            assertThat(banner.callers.get()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"conn_type\": \"aws\", \"extra\": {\"endpoint_url\": \"http://127.0.0.1:%d\", \"region_name\": \"x\"}",
                "\"conn_type\": \"http\", \"host\": \"http://127.0.0.1:%d/x\"",
                "\"conn_type\": \"kafka\", \"extra\": {\"bootstrap.servers\": \"127.0.0.1:%d\"}",
                "\"conn_type\": \"postgres\", \"port\": %d"
            })
    void addressesInExtraAndInUrlsCountToo(String fields) throws Exception {
        try (BannerServer banner = new BannerServer();
                TestingApi api = new TestingApi(home, Map.of(), Map.of("wadi.api.test.refused", "127.0.0.0/8,::1"))) {
            Answer answer = api.post(TEST, "{" + fields.formatted(banner.port()) + "}");

            assertThat(answer.body().path("message").asText())
                    .as(answer.body().toString())
                    .startsWith("Refused: ");
            assertThat(banner.callers.get()).isZero();
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (BannerServer inside = new BannerServer();
                dev.wadi.testing.TestingHttp outside = dev.wadi.testing.TestingHttp.plain();
                TestingApi api = new TestingApi(home)) {
            outside.serve("/start", exchange -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + inside.port() + "/");
                dev.wadi.testing.TestingHttp.send(exchange, 302, "");
            });

            api.post(TEST, "{\"conn_type\": \"http\", \"host\": \"" + outside.url() + "/start\"}");

            assertThat(inside.callers.get()).isZero();
        }
    }

    @Test
    void twoAtOnceAndThirtyAMinute() throws Exception {
        try (MuteServer mute = new MuteServer();
                TestingApi api = new TestingApi(home)) {
            List<CompletableFuture<Answer>> tests = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tests.add(CompletableFuture.supplyAsync(
                        () -> api.post(TEST, body("postgres", "127.0.0.1", mute.port()))));
            }
            List<Integer> statuses =
                    tests.stream().map(test -> test.join().status()).sorted().toList();

            assertThat(statuses).containsExactly(200, 200, 429, 429, 429);
            Answer refused = tests.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.detail()).isEqualTo("2 tests of connections are going on already. Wait for one to end");
            assertThat(refused.header("Retry-After")).contains("1");
        }
    }

    @Test
    void aMinuteHasThirty() {
        AtomicLong now = new AtomicLong();
        TrialLimits limits = new TrialLimits(now::get);
        for (int i = 0; i < TrialLimits.A_MINUTE; i++) {
            limits.begin();
            limits.end();
        }

        org.assertj.core.api.Assertions.assertThatThrownBy(limits::begin)
                .isInstanceOf(RefusedException.class)
                .hasMessage("There were 30 tests of connections in the last minute. Wait 61 s");
        now.set(60_000_000_000L);
        limits.begin();
    }

    @Test
    void whoeverWaitsForAServerHoldsBackNobody() throws Exception {
        try (MuteServer mute = new MuteServer();
                TestingApi api = new TestingApi(home)) {
            CompletableFuture<Answer> test =
                    CompletableFuture.supplyAsync(() -> api.post(TEST, body("imap", "127.0.0.1", mute.port())));

            assertThat(api.get("/api/v2/connections").status()).isEqualTo(200);
            assertThat(api.get("/api/v2/status").status()).isEqualTo(200);
            assertThat(test.isDone()).isFalse();
            Answer answer = test.join();
            assertThat(answer.body().path("status").asBoolean()).isFalse();
            assertThat(answer.raw().body()).doesNotContain("hunter2");
        }
    }
}
