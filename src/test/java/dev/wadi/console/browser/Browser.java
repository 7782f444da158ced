package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.TestingFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** A person at a browser: says what is seen and done there by the words on the page. */
final class Browser implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Path profile = Chromium.profile();
    private final ChromeDriver driver;

    private Browser(int width, int height) {
        driver = Chromium.start(profile, width, height);
    }

    static Browser wide() {
        return new Browser(1280, 860);
    }

    static Browser narrow() {
        return new Browser(390, 844);
    }

    /** Looks at a page as one that was never looked at. */
    Browser open(String address) {
        driver.get("about:blank");
        driver.get(address);
        return this;
    }

    String address() {
        return Optional.ofNullable(driver.getCurrentUrl()).orElse("");
    }

    String title() {
        return Optional.ofNullable(driver.getTitle()).orElse("");
    }

    /** What can be read. */
    String text() {
        return read("return document.body.innerText");
    }

    /** Waits until all of these can be read. */
    Browser sees(String... texts) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(text())
                .contains(texts));
        return this;
    }

    /** Waits until this cannot be read any more. */
    Browser doesNotSee(String text) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(text())
                .doesNotContain(text));
        return this;
    }

    /** Types on what has the focus. */
    Browser press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Waits until something has the focus: by its id, or its text. */
    Browser isAt(String place) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(focused())
                .isEqualTo(place));
        return this;
    }

    /** The id of what has the focus, or else its text. */
    String focused() {
        return read("const at = document.activeElement; return at.id || at.innerText.trim() || at.tagName");
    }

    /** Clicks the button or link that is called so, once it is there and may be clicked. */
    Browser click(String name) {
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    WebElement found = button(name);
                    if (found == null || !found.isEnabled()) {
                        return false;
                    }
                    found.click();
                    return true;
                });
        return this;
    }

    /** Whether there is such a button or link. */
    boolean has(String name) {
        return button(name) != null;
    }

    boolean mayClick(String name) {
        WebElement found = button(name);
        return found != null && found.isEnabled();
    }

    private @Nullable WebElement button(String name) {
        return element(
                """
                const named = (one) => (one.getAttribute('aria-label') ?? one.innerText).trim() === arguments[0];
                const within = document.querySelector('dialog[open]') ?? document;
                const found = [...within.querySelectorAll('button, a, summary')].find((one) => named(one) && one.offsetParent);
                found?.scrollIntoView({block: 'center'});
                return found ?? null""",
                name);
    }

    /** Types into the field with this label, or of this key, instead of what is there. */
    Browser fill(String label, String value) {
        WebElement field = field(label);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"));
        field.sendKeys(value.isEmpty() ? Keys.DELETE : value);
        return this;
    }

    /** Chooses an option by its text. */
    Browser choose(String label, String option) {
        field(label).findElements(org.openqa.selenium.By.tagName("option")).stream()
                .filter(one -> one.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
        return this;
    }

    String value(String label) {
        return Optional.ofNullable(field(label).getDomProperty("value")).orElse("");
    }

    boolean isLocked(String label) {
        WebElement field = field(label);
        return !field.isEnabled() || "true".equals(field.getDomProperty("readOnly"));
    }

    /** What is said to be wrong with a field, and a pause of waiting for it. */
    Browser seesAt(String label, String text) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(wrongAt(label))
                .contains(text));
        return this;
    }

    String wrongAt(String label) {
        return read(
                "return [...(arguments[0].closest('.field')?.querySelectorAll('.field-error, .field-warning') ?? [])]"
                        + ".map((one) => one.innerText).join('\\n')",
                field(label));
    }

    private WebElement field(String label) {
        await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(50)).until(() -> findField(label) != null);
        return Optional.ofNullable(findField(label)).orElseThrow();
    }

    private @Nullable WebElement findField(String label) {
        return element(
                """
                const within = document.querySelector('dialog[open]') ?? document;
                const text = (one) => one.innerText.trim().replace(/\\s+required$/, '');
                const labels = [...within.querySelectorAll('label')];
                const found = labels.find((one) => text(one) === arguments[0] && (one.control || one.htmlFor));
                const field = (found && (found.control ?? document.getElementById(found.htmlFor)))
                  ?? within.querySelector(`[data-path="${CSS.escape(arguments[0])}"] :is(input, select, textarea)`);
                if (!field) {
                  document.querySelectorAll('details.card:not([open]) > summary').forEach((one) => one.click());
                }
                field?.scrollIntoView({block: 'center'});
                return field ?? null""",
                label);
    }

    /** The ids of the connections in the table, in their order, as far as they are drawn. */
    List<String> rows() {
        return list("return [...document.querySelectorAll('.row-link')].map((one) => one.innerText)");
    }

    /** What a row of the table says. */
    String row(String id) {
        return read(
                "return document.querySelector(`[data-row=\"${CSS.escape(arguments[0])}\"]`)?.closest('tr').innerText ?? ''",
                id);
    }

    /** What a script in the page finds out, as text. */
    String read(String script, Object... arguments) {
        return String.valueOf(driver.executeScript(script, arguments));
    }

    /** What a script in the page finds out, as a number. */
    double number(String script, Object... arguments) {
        return Double.parseDouble(read(script, arguments));
    }

    /** What a script in the page finds out, as texts. */
    List<String> list(String script, Object... arguments) {
        return driver.executeScript(script, arguments) instanceof List<?> found
                ? found.stream().map(String::valueOf).toList()
                : List.of();
    }

    private @Nullable WebElement element(String script, Object... arguments) {
        return (WebElement) driver.executeScript(script, arguments);
    }

    Browser prefers(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
        return this;
    }

    /** Keeps no file of the pages, as one who never was there. */
    Browser forgetFiles() {
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        return this;
    }

    /** Keeps a picture of what is seen in {@code target/screenshots}. */
    Browser photograph(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** What it complained about: scripts that fail, and what the page's policy forbids. Answers like 404 are none. */
    private List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    /** Fails when something was wrong with a page, after closing it. */
    @Override
    public void close() {
        List<String> complaints = complaints();
        driver.quit();
        TestingFolders.delete(profile);
        assertThat(complaints).as("complaints of the browser").isEmpty();
    }
}
