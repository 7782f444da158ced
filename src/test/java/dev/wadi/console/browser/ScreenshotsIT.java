package dev.wadi.console.browser;

import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Pictures of every page in every state, wide and narrow, light and dark, in {@code target/screenshots}: to be looked at
 * whenever a page is changed.
 */
class ScreenshotsIT {

    private static final String TOKEN = "of-the-pictures";

    @TempDir
    private Path home;

    private final TestingPostgres postgres = TestingPostgres.shared();

    private void write(Site site) throws Exception {
        Files.createFile(home.resolve("shop.db"));
        postgres.execute("sales", "drop table if exists orders");
        postgres.execute("sales", "create table orders (id bigint primary key, total numeric(12,2), paid boolean)");
        postgres.execute("sales", "grant select on orders to " + TestingPostgres.USER);
        site.variable("AIRFLOW_CONN_FROM_ENV", "http://reader:hush@localhost:8099");
        site.file(
                "connections/databases.yaml",
                """
                my_pg:
                  conn_type: postgres
                  description: Orders and customers
                  host: localhost
                  port: %d
                  login: %s
                  password: '%s'
                  schema: sales
                  extra: {sslmode: require, wadi: {pool: {maximumPoolSize: 8}}}
                shop: {conn_type: sqlite, host: '%s', description: The shop in the tutorial}
                lost: {conn_type: postgres, host: localhost, extra: {sslmode: sometimes}}
                """
                        .formatted(
                                postgres.port(),
                                TestingPostgres.USER,
                                TestingPostgres.PASSWORD,
                                home.resolve("shop.db")));
        site.file(
                "connections/others.yaml",
                """
                mail_out: {conn_type: smtp, host: localhost, port: 2525, extra: {disable_tls: true}}
                big_query: {conn_type: gcpbigquery, extra: {project: sales}}
                from_env: {conn_type: http, host: localhost}
                markup: {conn_type: http, host: 'http://localhost:1', description: '<b>bold</b><script>alert(1)</script>'}
                """);
        site.file(
                "routes/orders.yaml",
                """
                - route:
                    id: orders
                    from:
                      uri: direct:orders
                      steps:
                        - to: {uri: "conn:my_pg/select count(*) from orders"}
                """);
        site.file("routes/broken.yaml", "- kind: tap\n  name: rows\n  conection: my_pg\n  query: select 1\n");
        site.file(
                "routes/lake.yaml",
                """
                - {kind: tap, name: rows, connection: my_pg, query: select 1 as n}
                - {kind: sink, name: to_lake, connection: new_lake, locator: n.parquet}
                """);
    }

    private void work(Site site) throws Exception {
        try (ProducerTemplate template = site.engine().camelContext().createProducerTemplate()) {
            for (int times = 0; times < 40; times++) {
                template.requestBody("direct:orders", "");
            }
        }
    }

    @Test
    void ofEveryPageAndState() throws Exception {
        try (Site site = new Site(home).setting("wadi.api.token", TOKEN)) {
            write(site);
            site.start();
            for (String theme : List.of("light", "dark")) {
                take(site, "wide-" + theme, theme, Browser.wide());
                take(site, "narrow-" + theme, theme, Browser.narrow());
            }
        }
    }

    private void take(Site site, String name, String theme, Browser browser) throws Exception {
        try (browser) {
            browser.prefers(theme);
            browser.open(site.page("/connections")).isAt("token").photograph("sign-in-" + name);
            browser.press("wrong", Keys.ENTER).sees("token").photograph("sign-in-refused-" + name);
            browser.open(site.page("token=" + TOKEN)).sees("my_pg", "Live").photograph("connections-" + name);
            lists(site, name, browser);
            one(site, name, browser);
            forms(site, name, browser);
            browser.open(site.page("/activity")).sees("Rejected", "Waiting").photograph("activity-" + name);
            gone(site, name, browser);
        }
    }

    private static void lists(Site site, String name, Browser browser) {
        browser.open(site.page("/connections?q=nothing+like+it"))
                .sees("Nothing matches")
                .photograph("nothing-matches-" + name);
        browser.open(site.page("/connections?state=failing")).sees("lost").photograph("filtered-" + name);
        browser.open(site.page("/nowhere")).sees("There is no such page").photograph("no-page-" + name);
        browser.open(site.page("/connections"))
                .sees("my_pg")
                .press("?")
                .sees("in a form")
                .photograph("keys-" + name);
    }

    private void one(Site site, String name, Browser browser) throws Exception {
        browser.open(site.page("/connections/my_pg")).sees("Definition", "Tables", "orders.yaml");
        work(site);
        browser.sees("Latency").click("orders").sees("numeric").photograph("connection-" + name);
        browser.click("Test").sees("The test succeeds").photograph("connection-tested-" + name);
        browser.click("Delete").sees("use it").photograph("delete-used-" + name);
        browser.open(site.page("/connections/shop"))
                .sees("Definition")
                .click("Delete")
                .sees("No route")
                .photograph("delete-unused-" + name);
        browser.open(site.page("/connections/lost")).sees("Failing").photograph("connection-failing-" + name);
        browser.open(site.page("/connections/from_env"))
                .sees("Shadows")
                .photograph("connection-from-environment-" + name);
        browser.open(site.page("/connections/new_lake")).sees("Missing").photograph("connection-missing-" + name);
        browser.open(site.page("/connections/big_query")).sees("Opaque").photograph("connection-opaque-" + name);
        browser.open(site.page("/connections/no_such"))
                .sees("There is no such connection")
                .photograph("connection-none-" + name);
        browser.open(site.page("/connections/markup")).sees("<b>bold</b>").photograph("connection-markup-" + name);
    }

    private static void forms(Site site, String name, Browser browser) {
        browser.open(site.page("/connections/new")).sees("PostgreSQL").photograph("types-" + name);
        browser.open(site.page("/connections/new?type=postgres"))
                .sees("Sign-in")
                .photograph("new-" + name);
        browser.fill("port", "99999")
                .fill("connection_id", "my_pg")
                .seesAt("port", "65535")
                .photograph("new-wrong-" + name);
        browser.open(site.page("/connections/my_pg/edit")).sees("Edit my_pg").photograph("edit-" + name);
        browser.fill("extra as JSON", "{\"sslmode\": ")
                .sees("This is no JSON yet")
                .photograph("edit-no-json-" + name);
        try (MuteServer mute = new MuteServer()) {
            browser.open(site.page("/connections/new?type=postgres"))
                    .sees("Sign-in")
                    .fill("Host", "localhost");
            browser.fill("port", Integer.toString(mute.port()))
                    .click("Test")
                    .sees("Testing…")
                    .photograph("testing-" + name);
            browser.click("Stop waiting");
        }
        browser.open(site.page("/connections/my_pg/edit")).sees("Edit my_pg");
        browser.fill("Description", "mine");
        site.file(
                "connections/databases.yaml",
                site.read("connections/databases.yaml")
                        .replaceAll("description: Orders.*", "description: Orders of " + name));
        browser.sees("was changed while").photograph("conflict-" + name);
        browser.open(site.page("/connections/from_env/edit"))
                .sees("read-only here")
                .photograph("edit-from-environment-" + name);
        browser.open(site.page("/connections/shop/edit"))
                .sees("Edit shop")
                .fill("Description", "x")
                .click("Cancel");
        browser.sees("Leave without saving?").photograph("leave-" + name);
    }

    private static void gone(Site site, String name, Browser browser) {
        browser.open(site.page("/connections")).sees("my_pg", "Live");
        site.hush();
        browser.sees("The service does not answer").photograph("gone-" + name);
        site.serve();
        browser.isAt("token");
    }

    @Test
    void ofASiteWithoutConnections() throws Exception {
        try (Site site = new Site(home).start()) {
            for (String theme : List.of("light", "dark")) {
                for (Browser browser : List.of(Browser.wide(), Browser.narrow())) {
                    try (browser) {
                        browser.prefers(theme).open(site.page("/connections")).sees("No connections yet");
                        String width = browser.number("return window.innerWidth") > 500 ? "wide-" : "narrow-";
                        browser.photograph("empty-" + width + theme);
                        browser.open(site.page("/activity"))
                                .sees("Activity")
                                .photograph("activity-empty-" + width + theme);
                    }
                }
            }
        }
    }
}
