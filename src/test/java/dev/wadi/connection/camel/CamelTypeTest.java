package dev.wadi.connection.camel;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.FtpEndpoint;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any component under a {@code conn_id}: what a file may say, and what reaches the component. */
class CamelTypeTest {

    private final TestingConnections connections = new TestingConnections();

    @AfterEach
    void close() {
        connections.close();
    }

    private static Written camel(String component, Map<String, Object> properties) {
        return connection("c", "camel").extra("component", component).extra("properties", properties);
    }

    private List<String> said(Written written) {
        return connections.problems(written);
    }

    private Endpoint endpoint(Written written, String path, Map<String, Object> options) {
        connections.open(written);
        return connections.connections().use("c", open -> {
            try {
                return ((EndpointSource) open).endpoint(connections.context(), path, options);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void theConnectionsValuesReachTheEndpointAndTheRoutesWin() {
        Written written = camel("seda", Map.of("size", "7", "concurrentConsumers", 3));
        SedaEndpoint own = (SedaEndpoint) endpoint(written, "queue", Map.of("concurrentConsumers", "5"));
        assertThat(own.getEndpointUri()).isEqualTo("seda://queue");
        assertThat(own.getSize()).isEqualTo(7);
        assertThat(own.getConcurrentConsumers()).isEqualTo(5);
    }

    @Test
    void theBeanIsTheConnectionsOwnComponent() {
        connections.open(camel("seda", Map.of("queueSize", 9)));
        Component component =
                connections.connections().bean("c", Component.class).orElseThrow();
        assertThat(((SedaComponent) component).getQueueSize()).isEqualTo(9);
        assertThat(component).isNotSameAs(connections.context().getComponent("seda"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#class:java.io.File",
                "#bean:connections",
                "#type:javax.sql.DataSource",
                "#connections",
                "{{bean:x}} {{nowhere}}",
                "RAW(x)",
                "p%w&x=y?#"
            })
    void aValueStaysTheTextThatItIs(String password) {
        FtpEndpoint<?> endpoint = (FtpEndpoint<?>) endpoint(
                camel("ftp", Map.of("host", "example.com", "username", "u", "password", password)), "in", Map.of());
        assertThat(endpoint.getConfiguration().getPassword()).isEqualTo(password);
        assertThat(endpoint.getEndpointUri()).isEqualTo("ftp://example.com/in");
    }

    @ParameterizedTest
    @CsvSource({
        "'{host: a, port: 21}', in/new, ftp://a:21/in/new",
        "'{host: a}', in/new, ftp://a/in/new",
        "'{host: a, directoryName: in}', '', ftp://a/in",
        "'{}', a:21/in, ftp://a:21/in",
        "'{port: 21}', a, ftp://a:21"
    })
    void thePathGoesToThePartsThatTheConnectionLeaves(String given, String path, String uri) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String pair : given.replaceAll("[{}]", "").split(", ", -1)) {
            if (!pair.isEmpty()) {
                properties.put(pair.split(": ", 2)[0], pair.split(": ", 2)[1]);
            }
        }
        assertThat(endpoint(camel("ftp", properties), path, Map.of()).getEndpointUri())
                .isEqualTo(uri);
    }

    @Test
    void aPathThatHasNoPlaceIsSaid() {
        Map<String, Object> all = Map.of("host", "a", "port", 21, "directoryName", "in");
        assertThatThrownBy(() -> endpoint(camel("ftp", all), "other", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the connection gives all of the path of 'ftp:', so 'other' has no place");
    }

    @Test
    void theAddressCannotBeReplacedByARoute() {
        Written written = camel("ftp", Map.of("host", "example.com", "username", "u"));
        assertThatThrownBy(() -> endpoint(written, "in", Map.of("username", "other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'username' comes from the connection 'c'. Remove it from the route, or write it into the"
                        + " connection");
    }

    @ParameterizedTest
    @CsvSource({"nats, camel-nats", "rabbitmq-does-not-exist,", "salesforce, camel-salesforce", "slack, camel-slack"})
    void aComponentThatIsNotThereSaysWhatToPutIntoPlugins(String component, String artifact) {
        if (artifact == null) {
            assertThat(said(camel(component, Map.of())))
                    .containsExactly("c.extra.component: neither Camel nor the class path has a component '" + component
                            + "'. Camel's list of components has their schemes.");
            return;
        }
        assertThatThrownBy(() -> connections.open(camel(component, Map.of())))
                .hasMessage("connection 'c': the component '" + component
                        + "' is not on the class path. Put org.apache.camel:" + artifact
                        + ":4.18.0 and its dependencies into plugins/");
    }

    @Test
    void aMisspeltComponentIsGuessed() {
        assertThat(said(camel("natss", Map.of())))
                .containsExactly("c.extra.component: neither Camel nor the class path has a component 'natss'. Did you"
                        + " mean 'nats'? Camel's list of components has their schemes.");
    }

    @Test
    void optionsAreCheckedAgainstTheCatalogue() {
        assertThat(said(camel("nats", Map.of("serverz", "x"))))
                .containsExactly("c.extra.properties.serverz: the component 'nats' has no such option. Did you mean"
                        + " 'servers'? Camel's page of the component lists them.");
        assertThat(said(camel("nats", Map.of("connectionTimeout", "many"))))
                .containsExactly(
                        "c.extra.properties.connectionTimeout: must be a whole number, was 'many'. Change it, or remove it.");
    }

    @Test
    void valuesMustBeOfTheOptionsKind() {
        assertThat(said(camel("sftp", Map.of("port", "many", "binary", "perhaps", "soTimeout", "long"))))
                .containsExactly(
                        "c.extra.properties.binary: must be true or false, was 'perhaps'. Change it, or remove it.",
                        "c.extra.properties.port: must be a whole number, was 'many'. Change it, or remove it.",
                        "c.extra.properties.soTimeout: must be a time such as 5s, or a number of milliseconds, was"
                                + " 'long'. Change it, or remove it.");
        assertThat(said(camel("sftp", Map.of("strictHostKeyChecking", "maybe", "password", List.of("s3cret")))))
                .containsExactly(
                        "c.extra.properties.password: must be text. Change it, or remove it.",
                        "c.extra.properties.strictHostKeyChecking: must be one of no, yes, was 'maybe'. Change it, or"
                                + " remove it.");
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, saslJaasConfig",
        "kafka, keySerializer",
        "kafka, interceptorClasses",
        "kafka, partitioner",
        "kafka, additionalProperties",
        "kafka, kafkaClientFactory",
        "kafka, sslContextParameters",
        "jms, connectionFactory",
        "sql, dataSource"
    })
    void whatWouldLoadCodeOrTakesAnObjectIsAProblem(String component, String option) {
        assertThat(said(camel(component, Map.of(option, "#class:com.sun.security.auth.module.JndiLoginModule"))))
                .singleElement()
                .asString()
                .startsWith("c.extra.properties." + option + ": ")
                .doesNotContain("Jndi");
    }

    @Test
    void anAddressCannotSmuggleOptions() {
        assertThat(said(camel("sftp", Map.of("host", "good?password=x&strictHostKeyChecking=no"))))
                .containsExactly("c.extra.properties.host: has characters that an address cannot have. Remove them.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "bean", "class", "language", "conn"})
    void whatRunsCodeIsNoConnection(String component) {
        assertThat(said(camel(component, Map.of())))
                .containsExactly(
                        "c.extra.component: '" + component + "' is no outside system. Name another component.");
    }

    @Test
    void aTestTriesTheAddress() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(test(camel("ftp", Map.of("host", "127.0.0.1", "port", server.getLocalPort()))))
                    .isEqualTo("127.0.0.1:" + server.getLocalPort() + " accepts connections; nobody signed in");
        }
        assertThatThrownBy(() -> test(camel("ftp", Map.of("host", "127.0.0.1", "port", 9))))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'c': cannot reach 127.0.0.1:9: connection refused");
        assertThat(test(camel("seda", Map.of())))
                .isEqualTo("the component 'seda' 4.18.0 is there; it has no test of its own and no address to try");
    }

    private String test(Written written) {
        Connections all = connections.connections();
        return all.test(written.definition(), Duration.ofSeconds(5));
    }

    @Test
    void redisAndMongoSayWhatToPutIntoPlugins() {
        assertThatThrownBy(() -> connections.open(connection("c", "redis").host("localhost")))
                .hasMessage("connection 'c': the component 'spring-redis' is not on the class path. Put"
                        + " org.apache.camel:camel-spring-redis:4.17.0 and its dependencies into plugins/");
        Written mongo = connection("c", "mongo").host("localhost").schema("d").extra("ssl", true);
        assertThatThrownBy(() -> connections.open(mongo.extra("authsource", "admin")))
                .hasMessage("connection 'c': the component 'mongodb' is not on the class path. Put"
                        + " org.apache.camel:camel-mongodb:4.18.0 and its dependencies into plugins/");
        assertThat(said(mongo)).isEmpty();
    }

    @Test
    void airflowsFilesOfRedisAndMongoAreAccepted() {
        assertThat(said(connection("c", "redis")
                        .host("localhost")
                        .extra("db", 0)
                        .extra("ssl_cert_reqs", "none")))
                .containsExactly("warning: c.extra.ssl_cert_reqs: is not an option of Camel's spring-redis. It is kept"
                        + " and has no effect here.");
        assertThat(said(connection("c", "redis").host("localhost").password("x")))
                .containsExactly("warning: c.password: Camel's spring-redis cannot use it, so the connection will not"
                        + " open. Leave it for Airflow, or reach the server another way.");
        assertThat(said(connection("c", "mongo")
                        .extra("srv", true)
                        .extra("replicaset", "rs")
                        .extra("x", 1)))
                .containsExactly(
                        "c.extra.srv: Camel's mongodb cannot look servers up by their domain. Write the server into"
                                + " host.",
                        "warning: c.extra.x: unknown key of a connection of type 'mongo'. It is kept and has no effect"
                                + " here.");
    }

    private static Written mssql() {
        return connection("c", "mssql")
                .host("db.example.com")
                .login("sa")
                .password("s3cret")
                .schema("sales");
    }

    @Test
    void sqlServerSaysWhichDriverToPutIntoPlugins() {
        assertThat(said(mssql().extra("appname", "x").extra("tds_version", "7.4")))
                .containsExactly("warning: c.extra.tds_version: is about Python's client. It is kept and has no effect"
                        + " here.");
        assertThatThrownBy(() -> connections.open(mssql()))
                .hasMessage("connection 'c': the driver of SQL Server is not on the class path. Put"
                        + " com.microsoft.sqlserver:mssql-jdbc:13.6.2.jre11 into plugins/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "driver_class",
                "driver_path",
                "socketFactoryClass",
                "socket_factory_class",
                "TRUSTMANAGERCLASS",
                "accessTokenCallbackClass",
                "jaasConfigurationName",
                "keyStoreLocation"
            })
    void propertiesOfSqlServerThatLoadCodeAreProblems(String key) {
        assertThat(said(mssql().extra(key, "x")))
                .containsExactly("c.extra." + key + ": would load code or files that the file names. Remove it.");
    }

    @Test
    void aHostOfSqlServerCannotSmuggleProperties() {
        assertThat(said(mssql().host("db;integratedSecurity=true")))
                .containsExactly("c.host: is no host name: 'db;integratedSecurity=true'. Write the name or the address"
                        + " alone.");
    }
}
