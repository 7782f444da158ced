package dev.wadi.connection.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.SqlSinkContract;
import dev.wadi.connection.jdbc.SqlTapContract;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.testing.TestingMySqlServer;
import dev.wadi.testing.TestingRun;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Taps, sinks and statements of one server, in a database of its own. */
interface MySqlStagesContract extends SqlSinkContract, SqlTapContract {

    /** The server. */
    TestingMySqlServer server();

    @Override
    default SqlDatabase database() {
        return database(null, null);
    }

    /** A connection with a cursor and a time zone. */
    default SqlDatabase database(@Nullable String cursor, @Nullable String zone) {
        server().administer("drop database if exists stages");
        server().administer("create database stages character set latin1");
        server().administer("grant all on stages.* to app@'%'");
        MySqlSettings settings = new MySqlSettings(
                "localhost",
                server().port(),
                "app",
                TestingMySqlServer.PASSWORD,
                "stages",
                null,
                cursor,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                false,
                false,
                zone,
                null);
        return new SqlDatabase(new MySqlType().open(settings, new TestingContext("contract")));
    }

    @Test
    default void whatAKilledRunLeftIsDroppedByTheNextRunOfItsStage() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table daily (id integer)", "insert into daily values (1)");
            TestingRun.Sink stage = database.run().sink("daily", SinkMode.REPLACE);
            try (BatchReader rows =
                    new Killing(database.rows("select range::integer as id from range(200000)"), server())) {
                assertThatThrownBy(() -> database.sink(stage, rows))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageStartingWith("connection 'contract': table 'daily'");
            }
            String left = "select table_name as t from information_schema.tables where table_schema = 'stages'"
                    + " and (table_name like 'wadi%new%' or table_name like 'wadi%old%')";
            assertThat(database.query(left)).hasSize(1).first().asString().startsWith("wadi_new_");
            assertThat(database.query("select id from daily")).containsExactly("1");
            String suffix = database.query(left).get(0).substring("wadi_new_".length());
            database.execute(
                    "create table wadi_old_" + suffix + " (id integer)", "create table wadi_new_mine (id integer)");

            database.sink(named("other", stage), "select 2 as id");
            assertThat(database.query(left)).hasSize(3);
            try (Connection goingOn = server().connect();
                    Statement statement = goingOn.createStatement()) {
                statement.execute("select get_lock('wadi_" + suffix + "', 20)");
                database.sink(stage, "select 3 as id");
                assertThat(database.query(left)).hasSize(3);
            }
            await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
                database.sink(stage, "select 4 as id");
                assertThat(database.query(left)).containsExactly("wadi_new_mine");
            });
            assertThat(database.query("select id from daily")).containsExactly("4");
        }
    }

    private static TestingRun.Sink named(String name, TestingRun.Sink stage) {
        return new TestingRun.Sink(
                stage.run(),
                name,
                stage.query(),
                stage.locator(),
                stage.fields(),
                stage.params(),
                stage.mode(),
                stage.key(),
                stage.create(),
                stage.mark());
    }

    /** Rows during which the server ends the session that they are written in. */
    final class Killing implements BatchReader {

        private final BatchReader rows;
        private final TestingMySqlServer server;

        Killing(BatchReader rows, TestingMySqlServer server) {
            this.rows = rows;
            this.server = server;
        }

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            VectorSchemaRoot batch = rows.next();
            for (String id : server.query(
                    "select id from information_schema.processlist where user = 'app' and db = 'stages'")) {
                server.administer("kill " + id);
            }
            return batch;
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    @Override
    default String quote() {
        return "`";
    }

    @Override
    default String duplicate() {
        return ".*'big': Duplicate entry '150000' for key '(big.)?PRIMARY'";
    }
}
