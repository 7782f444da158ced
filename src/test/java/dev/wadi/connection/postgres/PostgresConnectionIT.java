package dev.wadi.connection.postgres;

import static dev.wadi.testing.TestingConnections.connection;

import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingPostgres;
import java.util.List;

/** What connections of every type do, with a PostgreSQL server. */
class PostgresConnectionIT implements ServerContract {

    private final TestingPostgres server = TestingPostgres.shared();

    @Override
    public Written working() {
        return at(server.port());
    }

    @Override
    public Written at(int port) {
        return connection("contract", "postgres")
                .host("127.0.0.1")
                .port(port)
                .login(TestingPostgres.USER)
                .password(TestingPostgres.PASSWORD)
                .schema("sales");
    }

    @Override
    public String path() {
        return "select 1";
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingPostgres.PASSWORD);
    }
}
