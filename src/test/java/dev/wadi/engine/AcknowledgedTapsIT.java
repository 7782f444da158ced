package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages are acknowledged when all sinks have committed, and come once more otherwise. */
class AcknowledgedTapsIT {

    @TempDir
    private Path home;

    private Path message;
    private TestingWorkspace workspace;

    @BeforeEach
    void inbox() throws Exception {
        message = home.resolve("in/1.json");
        Files.createDirectories(home.resolve("in"));
        Files.writeString(message, "{\"id\": 7}");
        workspace = new TestingWorkspace(home)
                .connections(
                        "all.yaml",
                        """
                inbox: {conn_type: camel, extra: {component: file}}
                shop: {conn_type: sqlite, host: %s}
                """
                                .formatted(home.resolve("shop.db")));
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private RunReport run(Engine engine) {
        return engine.pipelines().run("taken", RunRequest.byCommand(Map.of()));
    }

    private Engine start(String ofSink) throws Exception {
        workspace.routes(
                "taken.yaml",
                """
                - kind: tap
                  name: messages
                  connection: inbox
                  locator: /%s
                  params: {idle: 0.5, first: 10, options: {delete: true, initialDelay: 0, delay: 100}}
                - {kind: sink, name: copy, connection: shop, locator: copies}
                - {kind: sink, name: orders, connection: shop, locator: orders, create: false%s}
                """
                        .formatted(home.resolve("in"), ofSink));
        return workspace.start();
    }

    private String sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("shop.db"));
                Statement statement = connection.createStatement()) {
            if (!statement.execute(text)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    @Test
    void messagesComeAgainAfterASinkHasFailed() throws Exception {
        Engine engine = start("");
        RunReport failed = run(engine);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error()).contains("orders");
        assertThat(sql("select count(*) || ' ' || max(id) from copies")).isEqualTo("1 7"); // so all was read
        assertThat(message).exists();

        sql("create table orders (id integer)");
        RunReport done = run(engine);
        assertThat(done.error()).isNull();
        assertThat(sql("select count(*) || ' ' || max(id) from orders")).isEqualTo("1 7");
        assertThat(message).doesNotExist();
    }

    @Test
    void messagesComeAgainWhereTheRouteGoesOnAfterAFailure() throws Exception {
        assertThat(run(start(", on_error: continue")).state()).isEqualTo(State.DONE);
        assertThat(sql("select count(*) from copies")).isEqualTo("1");
        assertThat(message).exists();
    }
}
