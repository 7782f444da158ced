package dev.wadi.bench;

import dev.wadi.testing.HttpIds;
import dev.wadi.testing.LiveEdits;
import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.LiveSetup.Database;
import dev.wadi.testing.LiveTables;
import dev.wadi.testing.SavedFolder;
import dev.wadi.testing.TestingMail;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@link dev.wadi.testing.LiveFiles} says, for plain Camel: one file with the {@code DataSource} as a bean and all
 * routes, of which the reload replaces those of the file that has changed. No other way takes a changed bean and leaves other
 * files alone: routes in files of their own keep the old bean unless all routes are removed first, and then a file that is wrong
 * leaves none.
 */
final class PlainFiles implements LiveEdits {

    private static final String APP = "app.yaml";

    private static final String POOL =
            """
                - name: %s
                  type: com.zaxxer.hikari.HikariDataSource
                  destroyMethod: close
                  properties:
                    jdbcUrl: jdbc:postgresql://localhost:%d/live?sslmode=disable
                    username: %s
                    password: %s
                    poolName: %s
                    minimumIdle: 0
                    maximumPoolSize: %d
                    connectionTimeout: 5000
                    initializationFailTimeout: -1
            """;

    private static final String ROUTES =
            """
            - route: {id: pg, from: {uri: "platform-http:/pg", steps: [{to: {uri: "%1$s"}}, {setBody: {constant: done}}]}}
            - route: {id: slow, from: {uri: "platform-http:/slow", steps: [{to: {uri: "%2$s"}}, {setBody: {constant: done}}]}}
            - route:
                id: web
                from:
                  uri: platform-http:/web
                  steps:
                    - removeHeaders: {pattern: "CamelHttp*"}
                    - setHeader: {name: CamelHttpMethod, constant: POST}
                    - to: {uri: "http:127.0.0.1:%3$d/take?authMethod=Basic&authUsername=%4$s&authPassword=%5$s&authenticationPreemptive=true"}
            - route:
                id: mail
                from:
                  uri: imap:%6$s:%7$d
                  parameters: {username: "%8$s", password: "RAW(%9$s)", unseen: true, initialDelay: 0, delay: 500}
                  steps:
                    - setHeader: {name: id, simple: "${header.subject}"}
                    - to: {uri: "%1$s"}
            - route:
                id: pipeline
                from:
                  uri: platform-http:/pipeline
                  steps:
                    - to: {uri: "sql:select cast(:#id as bigint) as id, i from generate_series(1, %10$d) i, pg_sleep(0.2)?dataSource=#source"}
                    - to: {uri: "sql:insert into copied (id, i) values (:#id, :#i)?dataSource=#db&batch=true"}
                    - setBody: {constant: done}
            """;

    private static final String INSERT = "sql:insert into received (id) values (cast(:#id as bigint))?dataSource=#db";

    private static final String SLOW =
            "sql:insert into received (id) select cast(:#id as bigint) from pg_sleep(1)?dataSource=#db";

    private static final String MANY_ROUTE =
            """
            - route:
                id: many%1$d
                from:
                  uri: platform-http:/many/%1$d
                  steps:
                    - removeHeaders: {pattern: "CamelHttp*"}
                    - to: {uri: "http:127.0.0.1:%2$d/echo/%3$d/%3$d/%1$d"}
            """;

    private final SavedFolder routes;
    private final Database source;
    private String shared = "";

    PlainFiles(Path routes, Database source) {
        this.routes = new SavedFolder(routes);
        this.source = source;
    }

    @Override
    public void save(LiveSetup setup) {
        LiveSetup.Mail mail = setup.mail();
        shared = pool("source", source)
                + ROUTES.formatted(
                        INSERT,
                        SLOW,
                        setup.web().port(),
                        setup.web().login(),
                        HttpIds.PASSWORD,
                        mail.host(),
                        mail.port(),
                        TestingMail.LOGIN,
                        mail.password(),
                        LiveTables.ROWS);
        routes.save(APP, "- beans:\n" + pool("db", setup.database()) + shared);
    }

    private static String pool(String name, Database database) {
        return POOL.formatted(name, database.port(), database.login(), database.password(), name, database.poolSize());
    }

    @Override
    public void touch(String comment) {
        routes.save(APP, routes.text(APP) + "# " + comment + "\n");
    }

    @Override
    public void garble() {
        routes.save(APP, "- beans:\n    - {name: db, type: ");
    }

    @Override
    public void deleteDatabase() {
        routes.save(APP, "- beans:\n" + shared);
    }

    @Override
    public void mount() {
        routes.mount();
    }

    @Override
    public void many(int version, int webPort) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < MANY; i++) {
            files.put("many-" + i + ".yaml", MANY_ROUTE.formatted(i, webPort, version));
        }
        routes.save(files);
    }

    @Override
    public void deleteMany() {
        for (int i = 0; i < MANY; i++) {
            routes.delete("many-" + i + ".yaml");
        }
    }
}
