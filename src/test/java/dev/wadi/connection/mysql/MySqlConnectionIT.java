package dev.wadi.connection.mysql;

import static dev.wadi.testing.TestingConnections.connection;

import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingMySqlServer;
import java.util.List;

/** What connections of every type do, with a MariaDB server. */
class MySqlConnectionIT implements ServerContract {

    private final TestingMySqlServer server = TestingMariaDb.shared();

    @Override
    public Written working() {
        return at(server.port());
    }

    @Override
    public Written at(int port) {
        return connection("contract", "mysql")
                .host("127.0.0.1")
                .port(port)
                .login(TestingMySqlServer.LOGIN)
                .password(TestingMySqlServer.PASSWORD)
                .schema(TestingMySqlServer.DATABASE);
    }

    @Override
    public String path() {
        return "select 1";
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingMySqlServer.PASSWORD);
    }
}
