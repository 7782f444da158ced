package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads, and who may read it. */
class MetricsTest {

    private static final String BEARER = "Authorization: Bearer secret";

    private final Path home;

    MetricsTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void files() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        database("a.db");
        Files.writeString(
                home.resolve("routes/ask.yaml"),
                "- from: {uri: 'direct:ask', steps: [{to: 'sql:select 1?dataSource=#shop'}]}\n");
        Files.writeString(
                home.resolve("routes/later.yaml"), "- from: {uri: 'direct:later', steps: [{to: 'conn:lost/x'}]}\n");
    }

    private void database(String file) throws Exception {
        if (Files.notExists(home.resolve(file))) {
            Files.createFile(home.resolve(file));
        }
        Files.writeString(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: '" + home.resolve(file) + "'}\n");
    }

    /** The numbers of ours, without those of the JVM. */
    private static List<String> numbers(ApiServer server) {
        RawHttp.Answer answer = new RawHttp(server.port()).get("/metrics");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ");
        return answer.body().lines().filter(line -> line.startsWith("wadi_")).toList();
    }

    @Test
    void theNumbersTellOfReloadsSwapsLeasesAndPools() throws Exception {
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            assertThat(numbers(server))
                    .contains(
                            "wadi_reloads_total 0.0",
                            "wadi_rejected_files 0.0",
                            "wadi_connection_state{conn_id=\"shop\",state=\"open\"} 1.0",
                            "wadi_connection_state{conn_id=\"lost\",state=\"missing\"} 1.0",
                            "wadi_connection_leases{conn_id=\"shop\"} 0.0",
                            "wadi_pool_maximum{conn_id=\"shop\"} 4.0",
                            "wadi_route_files{state=\"loaded\"} 1.0",
                            "wadi_route_files{state=\"waiting\"} 1.0");

            service.engine().camelContext().createProducerTemplate().requestBody("direct:ask", "");
            try (var lease = service.engine().connections().lease("shop")) {
                assertThat(lease.value()).isNotNull();
                assertThat(numbers(server))
                        .contains(
                                "wadi_connection_leases{conn_id=\"shop\"} 1.0",
                                "wadi_pool_connections{conn_id=\"shop\",use=\"idle\"} 1.0");
                database("b.db");
                Files.writeString(home.resolve("routes/ask.yaml"), "- from: {uri: 'drect:ask'}\n");
                service.engine().reload();
                assertThat(numbers(server))
                        .contains("wadi_connection_draining 1.0", "wadi_connection_drains_total 1.0");
            }
            assertThat(numbers(server))
                    .contains(
                            "wadi_rejected_files 1.0",
                            "wadi_connection_swaps_total 1.0",
                            "wadi_connection_draining 0.0",
                            "wadi_connection_drains_expired_total 0.0",
                            "wadi_connection_changes_failed_total 0.0")
                    .anyMatch(line -> line.matches("wadi_reloads_total [1-3].0")) // the folder is watched as well
                    .anyMatch(line -> line.matches("wadi_last_good_load_age_seconds [0-9.E-]+"));
        }
    }

    @Test
    void aConnectionThatIsGoneHasNoNumbers() throws Exception {
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            assertThat(numbers(server)).contains("wadi_pool_waiting{conn_id=\"shop\"} 0.0");
            Files.delete(home.resolve("connections/shop.yaml"));
            service.engine().reload();

            assertThat(numbers(server))
                    .contains("wadi_connection_state{conn_id=\"shop\",state=\"missing\"} 1.0")
                    .noneMatch(line -> line.startsWith("wadi_pool_") || line.startsWith("wadi_connection_leases"));
        }
    }

    @Test
    void metricsNeedATokenUnlessASettingOpensThem() throws Exception {
        Map<String, String> closed = Map.of("wadi.api.host", "0.0.0.0", "wadi.api.token", "secret");
        Map<String, String> opened =
                Map.of("wadi.api.host", "0.0.0.0", "wadi.api.token", "secret", "wadi.metrics.public", "true");
        try (Service service = Service.start(home, Map.of());
                ApiServer asked = service.api(closed);
                ApiServer open = service.api(opened)) {
            assertThat(new RawHttp(asked.port()).get("/metrics").status()).isEqualTo(401);
            assertThat(new RawHttp(asked.port()).get("/metrics", BEARER).status())
                    .isEqualTo(200);
            assertThat(new RawHttp(open.port()).get("/metrics").status()).isEqualTo(200);
            assertThat(new RawHttp(open.port()).get("/api/v2/status").status()).isEqualTo(401);
            assertThat(new RawHttp(open.port()).get("/metrics/").status()).isEqualTo(401);
            assertThat(new RawHttp(open.port())
                            .get("/metrics", "Origin: https://example.com")
                            .status())
                    .isEqualTo(403);
        }
    }
}
