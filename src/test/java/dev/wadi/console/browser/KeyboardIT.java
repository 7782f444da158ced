package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Everything without a mouse. */
class KeyboardIT {

    @TempDir
    private Path home;

    private Site site;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        Files.createFile(home.resolve("shop.db"));
        site = new Site(home)
                .file("connections/a.yaml", sqlite("alpha"))
                .file("connections/b.yaml", sqlite("beta"))
                .start();
        browser = Browser.wide().open(site.page("/connections")).sees("alpha", "beta");
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
        return "%s: {conn_type: sqlite, host: '%s'}\n".formatted(id, home.resolve("shop.db"));
    }

    @Test
    void aConnectionIsMadeTestedSavedEditedAndDeleted() {
        browser.press("n").sees("New connection").press("sqlite", Keys.ENTER);
        browser.isAt("connection-id").press("gamma", Keys.TAB).sees("gamma.yaml");
        browser.fill("host", home.resolve("shop.db").toString());
        browser.press(Keys.chord(Keys.CONTROL, Keys.ENTER)).sees("gamma is saved", "Definition");
        browser.press("t").sees("The test succeeds");
        browser.press("e").sees("Edit gamma");
        browser.fill("Description", "by keys")
                .press(Keys.chord(Keys.CONTROL, "s"))
                .sees("Definition", "by keys");
        browser.press("d").sees("Delete gamma", "No route, pipeline or stage uses it");
        browser.click("Delete").sees("gamma is deleted").doesNotSee("Definition");
        assertThat(browser.rows()).containsExactly("alpha", "beta");
    }

    @Test
    void arrowsGoThroughTheTable() {
        browser.press(Keys.ARROW_DOWN).isAt("alpha");
        browser.press(Keys.ARROW_DOWN).isAt("beta");
        browser.press(Keys.ARROW_DOWN).isAt("beta");
        browser.press(Keys.HOME).isAt("alpha");
        browser.press(Keys.END).isAt("beta");
        browser.press("e").sees("Edit beta").press(Keys.ESCAPE, Keys.ESCAPE).sees("Definition");
        browser.press(Keys.ESCAPE).sees("alpha");
    }

    @Test
    void aSlashSearchesAndEscapeClears() {
        browser.press("/").press("bet").doesNotSee("alpha");
        assertThat(browser.address()).endsWith("?q=bet");
        browser.press(Keys.ESCAPE).sees("alpha").press("bet", Keys.ENTER).isAt("beta");
        browser.press(Keys.ENTER).sees("Definition");
        assertThat(browser.address()).endsWith("/connections/beta");
    }

    @Test
    void aDialogKeepsTheFocusAndGivesItBack() {
        browser.press(Keys.ARROW_DOWN).isAt("alpha").press("d").sees("Delete alpha");
        for (int tab = 0; tab < 6; tab++) {
            browser.press(Keys.TAB);
            assertThat(
                            browser.read(
                                    "return document.activeElement === document.body || document.activeElement.closest('dialog') !== null"))
                    .isEqualTo("true");
        }
        browser.press(Keys.ESCAPE).doesNotSee("Delete alpha").isAt("alpha");
    }

    @Test
    void keysAreExplained() {
        browser.press("?")
                .sees("New connection", "Search", "Save, in a form")
                .press(Keys.ESCAPE)
                .doesNotSee("in a form");
    }

    @Test
    void everyFieldHasALabelAndEveryButtonAName() {
        for (String page : new String[] {
            "/connections", "/connections/new", "/connections/new?type=postgres", "/connections/alpha", "/activity"
        }) {
            browser.open(site.page(page)).sees("Connections").doesNotSee("Loading");
            assertThat(
                            browser.list(
                                    """
                            const nameless = (one) => !(one.getAttribute('aria-label') ?? '') && !one.labels?.length && !one.innerText.trim();
                            return [...document.querySelectorAll('input, select, textarea, button, a')].filter(nameless).map((one) => one.outerHTML)"""))
                    .isEmpty();
        }
    }

    @Test
    void whatIsTypedIsNotLostByLeaving() {
        browser.press(Keys.ARROW_DOWN).isAt("alpha").press("e").sees("Edit alpha");
        browser.fill("Description", "unsaved").press(Keys.ESCAPE, Keys.ESCAPE);
        browser.sees("Leave without saving?").click("Stay");
        assertThat(browser.value("Description")).isEqualTo("unsaved");
        browser.click("Cancel")
                .sees("Leave without saving?")
                .click("Leave")
                .sees("Definition")
                .doesNotSee("unsaved");
    }
}
