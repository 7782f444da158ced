package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuresTest {

    private final Path home;
    private final AtomicLong now = new AtomicLong();
    private Service service;
    private Measures measures;

    MeasuresTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: " + home.resolve("shop.db") + "}\n");
        Files.writeString(
                home.resolve("routes/ask.yaml"),
                "- from: {uri: 'direct:ask', steps: [{to: {uri: 'conn:shop/select 1'}}]}\n");
        service = Service.start(home, Map.of());
        measures = new Measures(service.engine().connections(), now::get);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void thePoolAndTheWorkOfEachMomentAreMeasured() throws Exception {
        assertThat(measures.of("shop").points()).hasSize(1);
        try (var template = service.engine().camelContext().createProducerTemplate()) {
            template.sendBody("direct:ask", "x");
            template.sendBody("direct:ask", "x");
        }
        DataSource source =
                service.engine().connections().bean("shop", DataSource.class).orElseThrow();
        try (var open = source.getConnection()) {
            assertThat(open.isClosed()).isFalse();
            measures.measure();
        }
        measures.measure();
        Measures.Page page = measures.of("shop");
        assertThat(page.intervalSeconds()).isEqualTo(5);
        assertThat(page.points()).hasSize(3);
        Measures.Point busy = page.points().get(1);
        assertThat(busy.active()).isEqualTo(1);
        assertThat(busy.waiting()).isZero();
        assertThat(busy.done()).isGreaterThanOrEqualTo(2);
        assertThat(busy.failed()).isZero();
        assertThat(busy.meanMs()).isPositive();
        Measures.Point idle = page.points().get(2);
        assertThat(idle.active()).isZero();
        assertThat(idle.done()).isZero();
        assertThat(idle.meanMs()).isNull();
    }

    @Test
    void nothingIsMeasuredBeforeAndTenMinutesAfterSomebodyLooks() {
        assertThat(measures.isWatching()).isFalse();
        measures.of("shop");
        assertThat(measures.isWatching()).isTrue();
        now.addAndGet(Duration.ofMinutes(9).toNanos());
        measures.measure();
        assertThat(measures.of("shop").points()).hasSize(2);
        now.addAndGet(Duration.ofMinutes(10).toNanos());
        measures.measure();
        assertThat(measures.isWatching()).isFalse();
        assertThat(measures.of("shop").points()).hasSize(1);
    }

    @Test
    void theLastHalfHourIsKept() {
        for (int i = 0; i < 400; i++) {
            measures.of("shop");
            measures.measure();
        }
        assertThat(measures.of("shop").points()).hasSize(360);
    }

    @Test
    void soManyConnectionsAreMeasuredAndNoMore() {
        for (int i = 0; i < 100; i++) {
            measures.of("other " + i);
        }
        assertThatThrownBy(() -> measures.of("shop"))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Too many connections are looked at. Try again in a minute");
    }
}
