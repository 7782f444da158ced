package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes in the service is seen without asking again. */
class LiveIT {

    @TempDir
    private Path home;

    private Site site;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        site = new Site(home).file("connections/a.yaml", sqlite("one")).start();
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

    private String sqlite(String id) {
        return "%s: {conn_type: sqlite, host: '%s'}\n".formatted(id, home.resolve(id + ".db"));
    }

    @Test
    void aConnectionThatAppearsInAFileAppearsInTheTable() {
        browser.open(site.page("/connections")).sees("one", "Live");
        site.file("connections/b.yaml", sqlite("two"));
        browser.sees("two");
        site.file("connections/b.yaml", "{}\n");
        browser.doesNotSee("two");
    }

    @Test
    void aStateIsSeenWhenItComes() {
        browser.open(site.page("/connections")).sees("one", "Open", "Live");
        site.file("connections/a.yaml", "one: {conn_type: sqlite, host: /nowhere/at/all.db}\n");
        await().atMost(Browser.TIMEOUT)
                .untilAsserted(() -> assertThat(browser.row("one")).contains("Degraded"));
        browser.open(site.page("/connections/one")).sees("Degraded", "History");
    }

    @Test
    void activityShowsFilesWithTheirProblemsAtTheirLines() {
        browser.open(site.page("/activity")).sees("nothing is wrong", "Live");
        site.file("routes/bad.yaml", "- kind: tap\n  name: t\n  conection: one\n  query: select 1\n");
        browser.sees("bad.yaml", "Rejected", "3:", "connection");
        site.file("routes/bad.yaml", "- route: {id: fine, from: {uri: 'direct:fine', steps: [{log: hello}]}}\n");
        browser.sees("nothing is wrong");
    }

    @Test
    void aServiceThatGoesAndComesBackIsSaid() {
        browser.open(site.page("/connections")).sees("one", "Live");
        site.hush();
        browser.sees("The service does not answer", "No answer");
        assertThat(browser.rows()).containsExactly("one");
        site.file("connections/b.yaml", sqlite("two"));
        site.serve();
        browser.doesNotSee("The service does not answer").sees("Live", "two");
    }

    @Test
    void aPageThatCannotBeLoadedSaysSo() {
        browser.open(site.page("/connections")).sees("one", "Live");
        site.hush();
        browser.sees("No answer").click("Activity").sees("The page cannot be loaded", "Load it anew");
        site.serve();
        browser.click("Load it anew").sees("nothing is wrong");
    }

    @Test
    void whereEventsDoNotGetThroughThePageReadsAgain() {
        browser.open(site.page("/connections")).sees("one", "Live");
        browser.read(
                """
                window.EventSource = class { constructor() { setTimeout(() => this.onerror(), 50); }
                  addEventListener() {} close() {} };
                return true""");
        site.hush();
        browser.sees("No answer");
        site.file("connections/b.yaml", sqlite("two"));
        site.serve();
        browser.sees("Reading every 5 s", "two");
        site.file("connections/c.yaml", sqlite("three"));
        browser.sees("three");
    }

    @Test
    void aNameAndATextFromElsewhereAreNeverMarkup() {
        String markup = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        site.file(
                "connections/b.yaml",
                """
                evil:
                  conn_type: http
                  host: 'http://localhost:1/"><script>document.title="owned"</script>'
                  description: '%s'
                  extra: {"<b>key</b>": "%s"}
                """
                        .formatted(markup.replace("'", "''"), markup.replace("\"", "\\\"")));
        for (String page : new String[] {"/connections", "/connections/evil", "/connections/evil/edit", "/activity"}) {
            browser.open(site.page(page)).sees("evil");
            assertThat(browser.title()).doesNotContain("owned");
            assertThat(browser.number(
                            "return document.querySelectorAll('img, main b:not(.legend b), main script').length"))
                    .isZero();
        }
    }
}
