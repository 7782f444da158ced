package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.ConnectionBeans;
import dev.wadi.connection.ConnectionFiles;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Placeholders;
import dev.wadi.testing.TestingPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

/** A connection file and routes that name it, with the registry as it is in production. */
class PostgresRouteIT {

    private final TestingPostgres server = TestingPostgres.shared();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Connections connections =
            new Connections(ConnectionTypes.load(), Placeholders.of(Map.of()), () -> camel);

    @BeforeEach
    void open() throws Exception {
        server.execute("sales", "drop table if exists orders; create table orders (id int primary key, note text)");
        server.execute("sales", "alter table orders owner to app");
        open("before");
        camel.getRegistry(DefaultRegistry.class).addBeanRepository(new ConnectionBeans(connections));
        camel.getRegistry().bind("wadi-connections", Connections.class, connections);
        camel.getRegistry().bind("swap", (Processor) exchange -> open("after"));
    }

    @AfterEach
    void close() throws IOException {
        camel.close();
        connections.close();
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            assertThat(server.sessions("before")).isZero();
            assertThat(server.sessions("after")).isZero();
        });
    }

    private void open(String applicationName) {
        ConnectionFiles.read(
                        "c.yaml",
                        """
                        my_pg:
                          conn_type: postgres
                          host: localhost
                          port: %d
                          login: app
                          password: "%s"
                          schema: sales
                          extra: {application_name: %s}
                        """
                                .formatted(server.port(), TestingPostgres.PASSWORD, applicationName))
                .definitions()
                .forEach(connections::open);
    }

    private ProducerTemplate start(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("route.yaml", yaml));
        camel.start();
        return camel.createProducerTemplate();
    }

    @Test
    void jdbcAndSqlAndConnFindItByItsId() throws Exception {
        ProducerTemplate template = start(
                """
                - from:
                    uri: direct:insert
                    steps:
                      - to: sql:insert into orders values (1, 'sql')?dataSource=#my_pg
                      - setBody: {constant: "insert into orders values (2, 'jdbc')"}
                      - to: jdbc:my_pg
                      - to: "conn:my_pg/insert into orders values (:#id, 'conn')"
                """);
        template.sendBodyAndHeader("direct:insert", null, "id", 3);
        assertThat(server.query("sales", "select note from orders order by id")).containsExactly("sql", "jdbc", "conn");
    }

    @Test
    void aTransactedRouteCommitsOrRollsBackWhatSqlJdbcAndConnDid() throws Exception {
        ProducerTemplate template = start(
                """
                - from:
                    uri: direct:all
                    steps:
                      - transacted: {ref: my_pg}
                      - to: sql:insert into orders values (1, 'sql')?dataSource=#my_pg
                      - setBody: {constant: "insert into orders values (2, 'jdbc')"}
                      - to: jdbc:my_pg
                      - to: "conn:my_pg/insert into orders values (:#id, 'conn')"
                """);
        assertThatThrownBy(() -> template.sendBodyAndHeader("direct:all", null, "id", 1))
                .isInstanceOf(CamelExecutionException.class);
        assertThat(server.query("sales", "select note from orders")).isEmpty();
        template.sendBodyAndHeader("direct:all", null, "id", 3);
        assertThat(server.query("sales", "select note from orders order by id")).containsExactly("sql", "jdbc", "conn");
    }

    @Test
    void aChangeInTheMiddleOfATransactionLetsItFinishOnTheOldConnection() throws Exception {
        ProducerTemplate template = start(
                """
                - from:
                    uri: direct:two
                    steps:
                      - transacted: {ref: my_pg}
                      - to: sql:insert into orders values (1, current_setting('application_name'))?dataSource=#my_pg
                      - process: {ref: swap}
                      - to: sql:insert into orders values (2, current_setting('application_name'))?dataSource=#my_pg
                """);
        template.sendBody("direct:two", null);
        assertThat(server.query("sales", "select note from orders order by id")).containsExactly("before", "before");
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(server.sessions("before"))
                .isZero());
        server.execute("sales", "truncate orders");
        template.sendBody("direct:two", null);
        assertThat(server.query("sales", "select note from orders")).containsOnly("after");
    }

    @Test
    void theTransactionManagerStandsOnTheDataSourceThatRoutesFind() {
        DataSource dataSource = camel.getRegistry().lookupByNameAndType("my_pg", DataSource.class);
        assertThat(camel.getRegistry().lookupByName("my_pg")).isSameAs(dataSource);
        assertThat(camel.getRegistry().lookupByNameAndType("my_pg", PlatformTransactionManager.class))
                .extracting("dataSource")
                .isSameAs(dataSource);
    }
}
