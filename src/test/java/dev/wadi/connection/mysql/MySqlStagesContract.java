package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.SqlSinkContract;
import dev.wadi.connection.jdbc.SqlTapContract;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.testing.TestingMySqlServer;
import org.jspecify.annotations.Nullable;

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

    @Override
    default String quote() {
        return "`";
    }

    @Override
    default String duplicate() {
        return ".*'big': Duplicate entry '150000' for key '(big.)?PRIMARY'";
    }
}
