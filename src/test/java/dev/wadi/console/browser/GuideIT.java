package dev.wadi.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingS3;
import dev.wadi.testing.TestingTls;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The way that people are told to go with connections, from the first to the one that is deleted and made again. */
class GuideIT {

    private static final String BUCKET = "guide";

    @TempDir
    private Path home;

    private final TestingPostgres postgres = TestingPostgres.shared();
    private final TestingMail mail = TestingMail.shared();
    private final TestingS3 s3 = TestingS3.shared();
    private Site site;
    private Browser browser;
    private String unfinished = "";

    @BeforeEach
    void start() throws Exception {
        mail.empty();
        postgres.execute("sales", "drop table if exists guide");
        postgres.execute("sales", "create table guide as select 7 as id, 'bread' as name");
        postgres.execute("sales", "grant all on guide to " + TestingPostgres.USER);
        try (S3Client client = s3.client()) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
                client.createBucket(request -> request.bucket(BUCKET));
            }
        }
        site = new Site(home).start();
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
    void connectionsAreMadeUsedEditedDeletedAndMadeAgain() throws Exception {
        browser.open(site.page("/connections")).sees("No connections yet").click("New connection");
        makePostgres();
        makeMail();
        makeS3();
        browser.open(site.page("/connections"));
        browser.sees("my_postgres_conn", "my_smtp_conn", "my_aws_conn", "PostgreSQL");

        useThem();
        send();
        assertThat(run().state()).isEqualTo(RunReport.State.DONE);

        browser.open(site.page("/connections/my_postgres_conn")).sees("Users 2", "totals.yaml:1", "orders.yaml:6");
        edit();
        send();

        tryToDelete();
        waitForIt();
        makeItAgain();
        send();
        RunReport taken = run();
        assertThat(taken.state()).isEqualTo(RunReport.State.DONE);
        assertThat(taken.id()).isEqualTo(unfinished);
        assertThat(mail.received(3)).hasSize(3);
    }

    private void makePostgres() {
        browser.sees("PostgreSQL").click("PostgreSQL\npostgres, postgresql").sees("New PostgreSQL connection");
        fillPostgres();
        browser.click("Test").sees("The test succeeds");
        browser.click("Save").sees("my_postgres_conn is saved", "Open", "guide");
    }

    private void fillPostgres() {
        browser.fill("connection_id", "my_postgres_conn")
                .fill("Host", postgres.host())
                .fill("Port", Integer.toString(postgres.port()))
                .fill("Database", "sales")
                .fill("Login", TestingPostgres.USER)
                .fill("Password", TestingPostgres.PASSWORD)
                .choose("extra.sslmode", "require");
    }

    private void makeMail() {
        Path authority =
                TestingTls.writePem(home, "authority", TestingTls.shared().certificate());
        browser.open(site.page("/connections/new?type=smtp")).sees("New SMTP connection");
        browser.fill("connection_id", "my_smtp_conn")
                .fill("Host", "localhost")
                .fill("Port", Integer.toString(mail.smtps()))
                .fill("Login", TestingMail.LOGIN)
                .fill("Password", TestingMail.PASSWORD)
                .fill("extra.from_email", "app@example.com")
                .fill("extra.ca_file", authority.toString())
                .choose("extra.disable_tls", "Yes");
        browser.click("Test").sees("The test succeeds").click("Save").sees("my_smtp_conn is saved");
    }

    private void makeS3() {
        browser.open(site.page("/connections/new?type=aws")).sees("New Amazon Web Services");
        browser.fill("connection_id", "my_aws_conn")
                .fill("login", TestingS3.ACCESS_KEY)
                .fill("password", TestingS3.SECRET_KEY)
                .fill("extra.endpoint_url", s3.url())
                .fill("extra.region_name", "us-east-1");
        browser.click("Test").sees("The test succeeds").click("Save").sees("my_aws_conn is saved");
    }

    private void useThem() {
        site.file(
                "routes/orders.yaml",
                """
                - route:
                    id: orders
                    from:
                      uri: direct:orders
                      steps:
                        - to: {uri: "conn:my_postgres_conn/select name from guide", parameters: {outputType: SelectOne}}
                        - to: {uri: "conn:my_smtp_conn?to=receiver@example.com&subject=Order"}
                """);
        site.file(
                "routes/totals.yaml",
                """
                - {kind: tap, name: rows, connection: my_postgres_conn, query: 'select id, name from guide'}
                - {kind: sink, name: to_s3, connection: my_aws_conn, locator: guide/totals.csv, mode: replace}
                """);
        browser.open(site.page("/activity")).sees("2 files of routes loaded; nothing is wrong");
    }

    private void send() throws Exception {
        try (ProducerTemplate template = site.engine().camelContext().createProducerTemplate()) {
            template.sendBody("direct:orders", "");
        }
    }

    private RunReport run() {
        return site.engine().pipelines().run("totals", RunRequest.byCommand(Map.of()));
    }

    private void edit() {
        browser.click("Edit").sees("Edit my_postgres_conn").fill("extra.application_name", "guide");
        browser.click("Save").sees("my_postgres_conn is saved");
        browser.open(site.page("/activity")).click("Swaps").sees("connection 'my_postgres_conn'");
        assertThat(site.read("connections/my_postgres_conn.yaml")).contains("application_name: guide");
    }

    private void tryToDelete() {
        browser.open(site.page("/connections")).click("Delete my_postgres_conn");
        browser.sees("2 places use it", "orders", "orders.yaml:", "totals", "totals.yaml:1");
        assertThat(browser.mayClick("Delete")).isFalse();
        browser.click("Cancel")
                .sees("my_postgres_conn")
                .click("Delete my_postgres_conn")
                .sees("2 places use it");
        browser.press("my_postgres_conn").click("Delete").sees("my_postgres_conn is deleted");
    }

    private void waitForIt() {
        browser.sees("Missing", "Create");
        RunReport stopped = run();
        assertThat(stopped.state()).isEqualTo(RunReport.State.FAILED);
        site.file(
                "routes/later.yaml",
                "- route: {id: later, from: {uri: 'direct:later', steps: [{to: {uri: 'conn:my_postgres_conn/select 1'}}]}}\n");
        browser.open(site.page("/activity")).sees("later.yaml", "Waiting", stopped.id());
        unfinished = stopped.id();
    }

    private void makeItAgain() {
        browser.open(site.page("/connections")).click("Create").sees("New connection");
        browser.press("postgresql").press(org.openqa.selenium.Keys.ENTER).sees("New PostgreSQL connection");
        assertThat(browser.value("connection_id")).isEqualTo("my_postgres_conn");
        fillPostgres();
        browser.click("Save").sees("my_postgres_conn is saved");
        browser.open(site.page("/activity")).sees("3 files of routes loaded; nothing is wrong");
    }
}
