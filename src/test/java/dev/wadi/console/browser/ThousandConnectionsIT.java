package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A thousand connections: the page is useful within 300 ms, and scrolling draws only what is seen. */
class ThousandConnectionsIT {

    private static final int CONNECTIONS = 1_000;
    private static final int ATTEMPTS = 7;
    /** Beyond the 300 ms of the goal, for machines that are busy with other tests. */
    private static final double LIMIT_MILLIS = 1_000;

    @TempDir
    private Path home;

    private Site site;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        site = new Site(home);
        for (int file = 0; file < 20; file++) {
            int first = file * CONNECTIONS / 20;
            StringBuilder text = new StringBuilder();
            IntStream.range(first, first + CONNECTIONS / 20)
                    .forEach(at -> text.append("files_%04d: {conn_type: file, host: '%s'}\n".formatted(at, home)));
            site.file("connections/team-%02d.yaml".formatted(file), text.toString());
        }
        site.start();
        browser = Browser.wide();
    }

    @AfterEach
    void stop() {
        try {
            browser.close();
        } finally {
            site.close();
        }
    }

    @Test
    void thePageIsUsefulAtOnce() throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            browser.forgetFiles().open(site.page("/connections")).sees("files_0000");
            millis.add(browser.number("return performance.getEntriesByName('connections')[0].startTime"));
        }
        millis.sort(null);
        double median = millis.get(ATTEMPTS / 2);
        System.out.printf("1,000 connections: useful after %.0f ms (median of %s)%n", median, millis);
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target/page-speed.txt"), "useful after %.0f ms, median of %s%n".formatted(median, millis));
        assertThat(median).isLessThan(LIMIT_MILLIS);
    }

    @Test
    void onlyWhatIsSeenIsDrawn() {
        browser.open(site.page("/connections")).sees("Connections 1,000", "files_0000");
        assertThat(browser.rows()).hasSizeLessThan(80);
        assertThat(browser.list(
                        "return [...new Set([...document.querySelectorAll('tr.row')].map((one) => one.offsetHeight))]"))
                .containsExactly("52");
        browser.press(Keys.END).isAt("files_0999");
        assertThat(browser.rows()).hasSizeLessThan(80).contains("files_0999").doesNotContain("files_0000");
        browser.press(Keys.HOME).isAt("files_0000");
        browser.press("/").press("0777").sees("files_0777").doesNotSee("files_0000");
        assertThat(browser.rows()).containsExactly("files_0777");
    }

    @Test
    void nothingMovesButTheRows() {
        browser.open(site.page("/connections")).sees("files_0000");
        browser.read(
                """
                window.shifted = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.shifted += one.value; }))
                  .observe({type: 'layout-shift', buffered: true})""");
        assertThat(browser.sees("Folder").number("return window.shifted")).isLessThan(0.01);
        double height = browser.number("return document.documentElement.scrollHeight");
        for (int y = 0; y < 20_000; y += 400) {
            browser.read("window.scrollTo(0, arguments[0])", y);
            assertThat(browser.number("return document.documentElement.scrollHeight"))
                    .isEqualTo(height);
        }
    }
}
