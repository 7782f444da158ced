package dev.wadi.connection.camel;

import static dev.wadi.testing.TestingConnections.connection;

import dev.wadi.connection.PluginFolder;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingMongo;
import dev.wadi.testing.TestingRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What all connections do, of those that need jars in {@code plugins}; the build puts them into {@code target/test-plugins}. */
class PluginConnectionsIT {

    private static final Path JARS = Path.of("target/test-plugins");
    private static final ClassLoader REDIS = PluginFolder.loader(JARS.resolve("redis"));
    private static final ClassLoader MONGO = PluginFolder.loader(JARS.resolve("mongo"));
    private static final ClassLoader MSSQL = PluginFolder.loader(JARS.resolve("mssql"));
    private static final String PASSWORD = "p@ss/geheim";

    @Nested
    class OfRedis implements ServerContract {

        @Override
        public TestingConnections connections() {
            return new TestingConnections(REDIS);
        }

        @Override
        public Written working() {
            return at(TestingRedis.shared().port());
        }

        @Override
        public Written at(int port) {
            return connection("my_redis", "redis").host("127.0.0.1").port(port);
        }

        @Override
        public String path() {
            return "";
        }

        @Override
        public Map<String, Object> options() {
            return Map.of("command", "GET");
        }

        /** None: Camel's component cannot send a password, so that a connection with one does not open. */
        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    @Nested
    class OfMongo implements ServerContract {

        @Override
        public TestingConnections connections() {
            return new TestingConnections(MONGO);
        }

        @Override
        public Written working() {
            return at(TestingMongo.shared().port());
        }

        @Override
        public Written at(int port) {
            return connection("my_mongo", "mongo").host("127.0.0.1").port(port).schema("shop");
        }

        @Override
        public String path() {
            return "";
        }

        @Override
        public Map<String, Object> options() {
            return Map.of("collection", "orders", "operation", "findAll");
        }

        /** None: nobody can sign in to the stand-in. */
        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    /** Of SQL Server there is no artifact, so that nobody answers. */
    @Nested
    class OfMssql implements ServerContract {

        @Override
        public TestingConnections connections() {
            return new TestingConnections(MSSQL);
        }

        @Override
        public Written working() {
            return at(MuteServer.closedPort());
        }

        @Override
        public Written at(int port) {
            return connection("my_mssql", "mssql")
                    .host("127.0.0.1")
                    .port(port)
                    .login("sa")
                    .password(PASSWORD)
                    .extra("encrypt", "false")
                    .extra("wadi", Map.of("pool", Map.of("connectionTimeout", 1000)));
        }

        @Override
        public String path() {
            return "select 1";
        }

        @Override
        public List<String> secrets() {
            return List.of(PASSWORD);
        }

        @Override
        @Test
        public void aConnectionThatWorksSaysWhatAnswered() {
            aServerThatIsNotThereIsSaid();
        }

        @Override
        @Test
        public void aConnectionMayBeClosedTwice() {
            try (TestingConnections opened = connections()) {
                opened.connections().use(working().definition(), open -> {
                    open.close();
                    open.close(); // and once more by what opened it
                    return "";
                });
            }
        }
    }
}
