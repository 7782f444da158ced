package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New and Edit: what is wrong is said beside its field, and secrets stay where they are. */
class FormIT {

    @TempDir
    private Path home;

    private final TestingPostgres postgres = TestingPostgres.shared();
    private Site site;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        site = new Site(home)
                .file(
                        "connections/pg.yaml",
                        """
                        # kept
                        pg:
                          conn_type: postgres
                          host: %s
                          port: %d
                          login: %s
                          password: '%s'   # kept too
                          schema: sales
                          extra: {sslmode: require}
                        """
                                .formatted(
                                        postgres.host(),
                                        postgres.port(),
                                        TestingPostgres.USER,
                                        TestingPostgres.PASSWORD))
                .variable("AIRFLOW_CONN_FROM_ENV", "http://user:pass@localhost:1/x")
                .file("connections/web.yaml", "from_env: {conn_type: http, host: localhost}\n")
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
    void whatIsWrongIsSaidBesideItsFieldWhileOneTypes() {
        browser.open(site.page("/connections/new?type=postgres")).sees("New PostgreSQL connection");
        browser.fill("port", "99999").seesAt("port", "65535");
        browser.fill("port", "abc").seesAt("port", "abc");
        browser.fill("port", "5433");
        browser.fill("connection_id", "a/../b").seesAt("connection_id", "Choose another name.");
        browser.fill("connection_id", "pg").seesAt("connection_id", "this name already");
        browser.fill("connection_id", "my_pg").sees("my_pg.yaml");
        browser.fill("extra as JSON", "{\"sslmod\": \"require\"}").sees("sslmod", "Did you mean 'sslmode'?");
        browser.fill("extra as JSON", "{\"socketFactory\": \"x\"}").sees("Would load a class");
        browser.fill("extra as JSON", "{\"sslmode\": ").sees("This is no JSON yet, at line 1");
        assertThat(browser.mayClick("Save")).isFalse();
    }

    @Test
    void fieldsAndJsonAreOneThing() {
        browser.open(site.page("/connections/new?type=postgres")).sees("New PostgreSQL connection");
        browser.choose("extra.sslmode", "verify-full").fill("extra.wadi.pool.maximumPoolSize", "7");
        assertThat(browser.value("extra as JSON")).contains("\"sslmode\": \"verify-full\"", "\"maximumPoolSize\": 7");
        browser.fill("extra as JSON", "{\"sslmode\": \"require\", \"connect_timeout\": 5}");
        assertThat(browser.value("extra.sslmode")).isEqualTo("require");
        assertThat(browser.value("extra.connect_timeout")).isEqualTo("5");
        assertThat(browser.value("extra.wadi.pool.maximumPoolSize")).isEmpty();
    }

    @Test
    void aStoredPasswordIsKeptAndNeverShown() {
        browser.open(site.page("/connections/pg/edit")).sees("Edit pg");
        assertThat(browser.isLocked("Password")).isTrue();
        assertThat(browser.read("return document.documentElement.outerHTML"))
                .doesNotContain("sw0rd", TestingPostgres.PASSWORD);
        browser.fill("Description", "Sales").click("Test").sees("The test succeeds");
        browser.click("Save").sees("pg is saved", "Sales");
        assertThat(site.read("connections/pg.yaml"))
                .contains("# kept", "# kept too", TestingPostgres.PASSWORD, "description: Sales");
    }

    @Test
    void aPasswordDoesNotGoToAnotherHost() {
        browser.open(site.page("/connections/pg/edit")).sees("Edit pg");
        browser.fill("Host", "127.0.0.2").click("Save").seesAt("password", "Give it again: host changed");
        assertThat(site.read("connections/pg.yaml")).doesNotContain("127.0.0.2");
        browser.click("Replace")
                .fill("Password", TestingPostgres.PASSWORD)
                .click("Save")
                .sees("pg is saved");
        assertThat(site.read("connections/pg.yaml")).contains("127.0.0.2", TestingPostgres.PASSWORD);
    }

    @Test
    void aTestSaysWhatIsWrongAndNoSecret() {
        browser.open(site.page("/connections/pg/edit")).sees("Edit pg");
        browser.click("Replace").fill("Password", "wr0ng").click("Test").sees("The test fails", "password");
        assertThat(browser.text()).doesNotContain("wr0ng");
    }

    @Test
    void aServerThatHangsIsWaitedForTenSecondsAndNoLonger() {
        try (MuteServer mute = new MuteServer()) {
            browser.open(site.page("/connections/new?type=postgres")).sees("New PostgreSQL connection");
            browser.fill("connection_id", "mute").fill("Host", "localhost").fill("port", Integer.toString(mute.port()));
            browser.click("Test").sees("Testing…", "for 10 s at most");
            assertThat(browser.has("Stop waiting")).isTrue();
            browser.fill("Description", "the form is not held up");
            browser.sees("The test fails");
            assertThat(browser.value("Description")).isEqualTo("the form is not held up");
            browser.click("Test").sees("Testing…").click("Stop waiting").doesNotSee("Testing…");
        }
    }

    @Test
    void whatComesFromTheEnvironmentIsReadOnlyAndSaysWhatItShadows() {
        browser.open(site.page("/connections")).sees("from_env", "env");
        assertThat(browser.has("Edit from_env")).isFalse();
        browser.open(site.page("/connections/from_env/edit"))
                .sees("This connection is read-only here", "AIRFLOW_CONN_FROM_ENV", "web.yaml:1");
        assertThat(browser.isLocked("host")).isTrue();
        assertThat(browser.has("Save")).isFalse();
    }

    @Test
    void aNameThatIsTakenIsSaidAtTheName() {
        browser.open(site.page("/connections/new?type=sqlite&id=pg")).sees("New SQLite connection");
        browser.fill("host", home.resolve("x.db").toString()).click("Save").seesAt("connection_id", "pg");
        assertThat(browser.focused()).isEqualTo("connection-id");
    }

    @Test
    void whatIsMissingIsSaidWhenItIsSaved() {
        browser.open(site.page("/connections/new?type=smtp")).sees("New SMTP connection");
        assertThat(browser.wrongAt("host")).isEmpty();
        browser.fill("connection_id", "mail").click("Save").seesAt("host", "missing");
    }

    @Test
    void aConnectionCalledNewIsAConnection() {
        site.file("connections/new.yaml", "new: {conn_type: sqlite, host: '%s'}\n".formatted(home.resolve("new.db")));
        browser.open(site.page("/connections")).sees("new.db").click("new").sees("Definition", "new.db");
        browser.click("Edit").sees("Edit new");
    }
}
