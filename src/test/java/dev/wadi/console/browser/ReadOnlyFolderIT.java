package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which nothing can be written says so before anything is typed. */
class ReadOnlyFolderIT {

    @TempDir
    private Path home;

    @Test
    void theListAndTheFormSaySoAtOnce() throws Exception {
        Path folder = home.resolve("connections");
        try (Site site = new Site(home)
                .file(
                        "connections/a.yaml",
                        "one: {conn_type: sqlite, host: '%s'}\n".formatted(home.resolve("one.db")))) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
            assumeFalse(Files.isWritable(folder), "whoever runs this may write everywhere");
            site.start();
            try (Browser browser = Browser.wide().open(site.page("/connections"))) {
                browser.sees("one", "Connections cannot be changed here");
                assertThat(browser.mayClick("New connection")).isFalse();
                browser.open(site.page("/connections/new?type=sqlite")).sees("It could not be saved");
                browser.open(site.page("/connections/one/edit")).sees("This connection is read-only here");
                assertThat(browser.has("Save")).isFalse();
            }
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
