package dev.wadi.connection.http;

import dev.wadi.testing.TestingHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests with the connection's server and another one, which must not learn its secrets. */
abstract class TwoServers {

    static TestingHttp server;
    static TestingHttp other;

    @BeforeAll
    static void start() {
        server = TestingHttp.plain();
        other = TestingHttp.plain();
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
        other.forget();
    }
}
