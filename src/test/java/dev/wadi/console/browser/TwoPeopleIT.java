package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people, or a person and an editor of files, change one connection at once. */
class TwoPeopleIT {

    @TempDir
    private Path home;

    private Site site;
    private Browser ann;
    private Browser ben;

    @BeforeEach
    void start() throws Exception {
        Files.createFile(home.resolve("shop.db"));
        site = new Site(home).file("connections/all.yaml", shop("first")).start();
        ann = Browser.wide().open(site.page("/connections/shop/edit")).sees("Edit shop");
        ben = Browser.wide();
    }

    @AfterEach
    void stop() {
        try {
            ann.close();
        } finally {
            ben.close();
            site.close();
        }
    }

    private String shop(String description) {
        return """
                # whom to ask: Eve
                shop:
                  conn_type: sqlite
                  host: '%s'   # a file
                  description: %s
                """
                .formatted(home.resolve("shop.db"), description);
    }

    @Test
    void theSecondIsToldWhatChangedAndMayTakeIt() {
        ann.fill("Description", "by Ann");
        ben.open(site.page("/connections/shop/edit"))
                .sees("Edit shop")
                .fill("Description", "by Ben")
                .click("Save")
                .sees("shop is saved");
        ann.sees("shop was changed while this form was open", "description", "first", "by Ben");
        ann.click("Take theirs").doesNotSee("was changed while");
        assertThat(ann.value("Description")).isEqualTo("by Ben");
        assertThat(ann.mayClick("Save")).isFalse();
    }

    @Test
    void theSecondMayGoOnWithHisOwn() {
        ann.fill("Description", "by Ann");
        ben.open(site.page("/connections/shop/edit"))
                .sees("Edit shop")
                .fill("Description", "by Ben")
                .fill("extra.wadi.pool.maximumPoolSize", "3")
                .click("Save")
                .sees("shop is saved");
        ann.sees("was changed while").click("Go on with mine").doesNotSee("was changed while");
        assertThat(ann.value("Description")).isEqualTo("by Ann");
        assertThat(ann.value("extra.wadi.pool.maximumPoolSize")).isEqualTo("3");
        ann.click("Save").sees("shop is saved", "by Ann");
        assertThat(site.read("connections/all.yaml"))
                .contains("# whom to ask: Eve", "# a file", "by Ann", "maximumPoolSize: 3")
                .doesNotContain("by Ben");
    }

    @Test
    void aFileThatChangesUnderAFormWithoutChangesIsShown() {
        site.file("connections/all.yaml", shop("from an editor"));
        ann.sees("It was changed meanwhile; this is how it is now");
        assertThat(ann.value("Description")).isEqualTo("from an editor");
    }

    @Test
    void aFileThatChangesUnderAFormWithChangesIsAsked() {
        ann.fill("Description", "by Ann");
        site.file("connections/all.yaml", shop("from an editor"));
        ann.sees("shop was changed while this form was open", "from an editor");
        assertThat(site.read("connections/all.yaml")).contains("from an editor");
    }

    @Test
    void whatIsDeletedMeanwhileIsSaid() {
        ann.fill("Description", "by Ann");
        site.file("connections/all.yaml", "{}\n");
        ann.sees("It was deleted meanwhile");
        ann.click("Save").sees("It is not saved");
    }
}
