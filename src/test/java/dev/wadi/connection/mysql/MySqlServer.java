package dev.wadi.connection.mysql;

import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingMySql;
import dev.wadi.testing.TestingMySqlServer;

/** The servers that each test of this package runs on. */
enum MySqlServer {
    MARIADB,
    MYSQL;

    /** Starts it when it is first asked for; skips the test where MySQL cannot run. */
    TestingMySqlServer get() {
        return this == MARIADB ? TestingMariaDb.shared() : TestingMySql.shared();
    }

    /** A connection of the usual user, as JSON. */
    String connection(String extra) {
        return connection("localhost", TestingMySqlServer.LOGIN, extra);
    }

    String connection(String host, String login, String extra) {
        return """
        {"conn_type": "mysql", "host": "%s", "port": %d, "login": "%s", "password": "%s", "schema": "sales",
         "extra": {%s}}"""
                .formatted(host, get().port(), login, TestingMySqlServer.PASSWORD, extra);
    }
}
