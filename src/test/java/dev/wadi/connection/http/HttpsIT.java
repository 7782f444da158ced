package dev.wadi.connection.http;

import static dev.wadi.testing.TestingConnections.connection;

import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingTls;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What all connections do, of the type {@code https}. */
class HttpsIT implements ServerContract {

    private static TestingHttp server;
    private static Path authority;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = TestingHttp.tls();
        authority = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    public Written working() {
        return at(server.port());
    }

    @Override
    public Written at(int port) {
        return connection("my_https", "https")
                .host("localhost")
                .port(port)
                .login(TestingHttp.LOGIN)
                .password(TestingHttp.PASSWORD)
                .extra("verify", authority.toString())
                .extra("X-Api-Key", "k3y of the tests");
    }

    @Override
    public String path() {
        return "api";
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingHttp.PASSWORD, "k3y of the tests");
    }
}
