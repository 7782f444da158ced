package dev.wadi.testing;

import dev.wadi.testing.LiveSetup.Database;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a service under load: connections {@code db}, {@code web} and {@code mail}, each in a file of its own, and
 * routes that take ids by HTTP and from mails and bring them there. {@code pg} inserts an id, {@code slow} takes a second
 * for that, {@code web} hands it on, {@code pipeline} runs a pipeline that writes {@value LiveTables#ROWS} rows, and mails
 * with an id as their subject are inserted.
 */
public final class LiveFiles implements LiveEdits {

    private static final String INSERT = "sql:insert into received (id) values (cast(:#id as bigint))?dataSource=#db";

    private static final String SLOW =
            "sql:insert into received (id) select cast(:#id as bigint) from pg_sleep(1)?dataSource=#db";

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
                    - to: {uri: "conn:web/take"}
            - route:
                id: mail
                from:
                  uri: conn:mail/INBOX
                  parameters: {unseen: true, initialDelay: 0, delay: 500}
                  steps:
                    - setHeader: {name: id, simple: "${header.subject}"}
                    - to: {uri: "%1$s"}
            - route:
                id: pipeline
                from:
                  uri: platform-http:/pipeline
                  steps:
                    - setBody: {simple: '{"id": ${header.id}}'}
                    - unmarshal: {json: {library: Jackson}}
                    - to: {uri: "pipeline:copy"}
                    - setBody: {constant: done}
            """
                    .formatted(INSERT, SLOW);

    private static final String MANY_ROUTE =
            """
            - route:
                id: many%d
                from:
                  uri: platform-http:/many/%d
                  steps:
                    - removeHeaders: {pattern: "CamelHttp*"}
                    - to: {uri: "conn:many_%d/%d/%d"}
            """;

    private static final String PIPELINE =
            """
            - {kind: header, parameters: {id: 0}}
            - kind: tap
              name: rows
              connection: source
              query: select << variables.id >>::bigint as id, i from generate_series(1, %d) i, pg_sleep(0.2)
            - {kind: sink, name: copy, connection: db, locator: copied}
            """
                    .formatted(LiveTables.ROWS);

    private static final String DATABASE = "db.yaml";

    private final SavedFolder connections;
    private final SavedFolder routes;

    /** @param home where the folders are, or are to be */
    public LiveFiles(Path home) {
        connections = new SavedFolder(home.resolve("connections"));
        routes = new SavedFolder(home.resolve("routes"));
    }

    /** Writes the routes, and the connection that pipelines read through, which stays as it is. */
    public void start(LiveSetup setup) {
        connections.save("source.yaml", "source: " + postgres(setup.source()) + "\n");
        routes.save(Map.of("load.yaml", ROUTES, "copy.yaml", PIPELINE));
    }

    @Override
    public void save(LiveSetup setup) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(DATABASE, "db: " + postgres(setup.database()) + "\n");
        files.put("web.yaml", web(setup.web()));
        files.put("mail.yaml", mail(setup.mail()));
        connections.save(files);
    }

    @Override
    public void touch(String comment) {
        connections.save(DATABASE, connections.text(DATABASE) + "# " + comment + "\n");
    }

    @Override
    public void garble() {
        connections.save(DATABASE, "db: {conn_type: postgres, host: ");
    }

    @Override
    public void deleteDatabase() {
        connections.delete(DATABASE);
    }

    @Override
    public void mount() {
        connections.mount();
    }

    @Override
    public void many(int version, int webPort) {
        Map<String, String> ofConnections = new LinkedHashMap<>();
        Map<String, String> ofRoutes = new LinkedHashMap<>();
        for (int i = 0; i < MANY; i++) {
            String name = "many-" + i + ".yaml";
            ofConnections.put(
                    name,
                    "many_%d: {conn_type: http, host: \"http://127.0.0.1:%d/echo/%d\"}%n"
                            .formatted(i, webPort, version));
            ofRoutes.put(name, MANY_ROUTE.formatted(i, i, i, version, i));
        }
        connections.save(ofConnections);
        routes.save(ofRoutes);
    }

    @Override
    public void deleteMany() {
        for (int i = 0; i < MANY; i++) {
            routes.delete("many-" + i + ".yaml");
            connections.delete("many-" + i + ".yaml");
        }
    }

    private static String postgres(Database database) {
        return "{conn_type: postgres, host: localhost, port: %d, login: %s, password: %s, schema: live, extra: {sslmode: disable, wadi: {pool: {maximumPoolSize: %d, connectionTimeout: 5000}}}}"
                .formatted(database.port(), database.login(), database.password(), database.poolSize());
    }

    private static String web(LiveSetup.Web web) {
        return "web: {conn_type: http, host: \"http://127.0.0.1:%d\", login: %s, password: %s}%n"
                .formatted(web.port(), web.login(), HttpIds.PASSWORD);
    }

    private static String mail(LiveSetup.Mail mail) {
        return "mail: {conn_type: imap, host: %s, port: %d, login: %s, password: '%s', extra: {use_ssl: false}}%n"
                .formatted(mail.host(), mail.port(), TestingMail.LOGIN, mail.password());
    }
}
