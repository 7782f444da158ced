package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Who gets in, and what a viewer finds. */
class SignInIT {

    private static final String EDITOR = "the-token-of-editors";
    private static final String VIEWER = "the-token-of-viewers";

    @TempDir
    private Path home;

    private Site site;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        site = new Site(home)
                .setting("wadi.api.token", EDITOR)
                .setting("wadi.api.viewer.token", VIEWER)
                .file(
                        "connections/all.yaml",
                        "shop: {conn_type: sqlite, host: '%s', password: hush}\n".formatted(home.resolve("shop.db")))
                .start();
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
    void whoHasNoTokenSeesNothing() {
        browser.open(site.page("/connections"))
                .sees("Sign in", "wadi.api.token")
                .isAt("token");
        assertThat(browser.text()).doesNotContain("shop");
    }

    @Test
    void aWrongTokenIsRefusedAndTheRightOneLetsIn() {
        browser.open(site.page("/activity")).isAt("token");
        browser.press("wrong", Keys.ENTER).sees("token");
        browser.press(EDITOR, Keys.ENTER).sees("Activity", "Reload").doesNotSee("Sign in");
        assertThat(browser.address()).endsWith("/#/activity");
    }

    @Test
    void theLinkSignsInAndItsTokenLeavesTheAddress() {
        browser.open(site.page("token=" + EDITOR)).sees("Connections", "shop");
        assertThat(browser.address()).endsWith("/#/connections");
        browser.open(site.page("/connections")).sees("shop");
    }

    @Test
    void aViewerReadsAndIsOfferedNothingThatWouldBeRefused() {
        browser.open(site.page("token=" + VIEWER)).sees("shop", "Viewer");
        assertThat(browser.has("New connection")).isFalse();
        assertThat(browser.has("Edit shop")).isFalse();
        assertThat(browser.has("Delete shop")).isFalse();
        browser.press("n");
        browser.open(site.page("/connections/shop")).sees("Definition", "Users");
        assertThat(browser.has("Test")).isFalse();
        assertThat(browser.has("Edit")).isFalse();
        assertThat(browser.has("Delete")).isFalse();
        browser.open(site.page("/activity")).sees("Files");
        assertThat(browser.has("Reload")).isFalse();
        browser.open(site.page("/connections/shop/edit")).sees("Signed in as a viewer");
        assertThat(browser.isLocked("host")).isTrue();
        assertThat(browser.has("Save")).isFalse();
    }

    @Test
    void whoSignsOutIsOut() {
        browser.open(site.page("token=" + EDITOR)).sees("shop");
        browser.click("Sign out").isAt("token");
        browser.open(site.page("/connections")).sees("Sign in");
        assertThat(browser.text()).doesNotContain("shop");
    }

    @Test
    void aSessionThatEndsLeadsToTheSignIn() {
        browser.open(site.page("token=" + EDITOR)).sees("shop", "Live");
        site.hush();
        browser.sees("The service does not answer");
        site.serve(); // sessions are in memory
        browser.isAt("token");
    }
}
