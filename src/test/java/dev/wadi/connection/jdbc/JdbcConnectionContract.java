package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SchemaSource.Column;
import dev.wadi.spi.SchemaSource.Table;
import dev.wadi.testing.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each SQL connection type does, whatever its database is. */
public abstract class JdbcConnectionContract<S extends Record> {

    protected static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Unique, so that threads and sessions can be told from those of other tests. */
    protected final String connId = "contract_" + UUID.randomUUID().toString().substring(0, 8);

    protected final CamelContext camel = new DefaultCamelContext();
    private OpenConnection open;
    private OpenBeans beans;
    private LeakCheck leaks;

    protected abstract ConnectionType<S> type();

    /** Settings that work. */
    protected abstract S settings();

    /** The password in the settings, which must be nowhere else. */
    protected abstract String password();

    /** What a test answers. */
    protected abstract String answer();

    /** How the database names the type of a whole number. */
    protected String integerType() {
        return "INTEGER";
    }

    /** How many sessions of this connection the server has. */
    protected int sessions() {
        return 0;
    }

    @BeforeEach
    void open() {
        leaks = new LeakCheck();
        open = type().open(settings(), new TestingContext(connId, camel));
        beans = new OpenBeans(open);
        JdbcTemplate template = new JdbcTemplate(beans.dataSource());
        template.execute("drop table if exists contract_rows");
        template.execute("create table contract_rows (id integer primary key, name varchar(40) not null)");
        template.update("insert into contract_rows values (1, 'one')");
        template.update("insert into contract_rows values (2, 'two')");
    }

    @AfterEach
    void nothingIsLeftBehind() {
        camel.stop();
        assertThat(beans.leased()).as("leases that are out").isZero();
        open.close();
        leaks.assertNothingIsLeft();
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(sessions())
                .as("sessions on the server")
                .isZero());
    }

    @Test
    void theTestSaysWhatAnswered() {
        assertThat(open.test(TIMEOUT)).matches(answer());
    }

    @Test
    void itsBeansAreTheSameObjectsEachTime() {
        assertThat(open.bean(DataSource.class)).isSameAs(open.bean(DataSource.class));
        assertThatThrownBy(() -> open.bean(String.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void closingItTwiceIsHarmless() {
        OpenConnection other = type().open(settings(), new TestingContext(connId + "_twice", camel));
        other.close();
        other.close();
        assertThatThrownBy(() -> new OpenBeans(other).dataSource().getConnection())
                .hasMessage("connection '" + connId + "_twice' is closed");
    }

    @Test
    void theProducerOfConnRunsStatements() {
        camel.start();
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Endpoint select =
                    endpoint("select name from contract_rows where id = :#id", Map.of("outputType", "SelectOne"));
            assertThat(template.requestBodyAndHeader(select, null, "id", 2, String.class))
                    .isEqualTo("two");
            Endpoint insert = endpoint("insert into contract_rows (id, name) values (#, #)", Map.of());
            template.sendBody(insert, List.of(7, "sev%20en?&#"));
            assertThat(names()).containsExactly("one", "two", "sev%20en?&#");
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theConsumerOfConnReadsRows() throws Exception {
        Endpoint rows = endpoint(
                "select id, name from contract_rows order by id",
                Map.of(
                        "initialDelay",
                        "0",
                        "repeatCount",
                        "1",
                        "onConsume",
                        "delete from contract_rows where id = :#id"));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(rows).transform(simple("${body[name]}")).to("mock:rows");
            }
        });
        MockEndpoint mock = camel.getEndpoint("mock:rows", MockEndpoint.class);
        mock.expectedBodiesReceived("one", "two");
        camel.start();
        mock.assertIsSatisfied(TIMEOUT.toMillis());
        Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(names())
                .isEmpty());
    }

    @Test
    void connSaysWhatIsWrongWithItsOptions() {
        assertThatThrownBy(() -> endpoint("", Map.of()))
                .hasMessage("conn:%1$s needs a statement, such as conn:%1$s/select * from orders".formatted(connId));
        assertThatThrownBy(() -> endpoint("select 1", Map.of("query", "select 2")))
                .hasMessage("conn:" + connId + " has a statement in its path and another in query. Remove one of them");
        assertThatThrownBy(() -> endpoint("select 1", Map.of("dataSource", "#other")))
                .hasMessage("dataSource is filled in by the connection '" + connId + "'. Remove it");
        assertThatThrownBy(() -> endpoint("select 1", Map.of("outputTipe", "SelectOne")))
                .hasMessageContaining("outputTipe");
    }

    @Test
    void aTransactedRouteCommitsAllOrNothing() throws Exception {
        beans.bind(camel, connId);
        loadRoute(
                """
                - route:
                    from:
                      uri: direct:two
                      steps:
                        - transacted: {ref: %1$s}
                        - to: sql:insert into contract_rows values (3, 'three')?dataSource=#%1$s
                        - to: sql:insert into contract_rows values (:#id, 'four')?dataSource=#%1$s
                """
                        .formatted(connId));
        camel.start();
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            assertThatThrownBy(() -> template.sendBodyAndHeader("direct:two", null, "id", 1))
                    .isInstanceOf(CamelExecutionException.class);
            assertThat(names()).containsExactly("one", "two");
            template.sendBodyAndHeader("direct:two", null, "id", 4);
            assertThat(names()).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void connTakesPartInTransactions() throws Exception {
        beans.bind(camel, connId);
        Endpoint insert = endpoint("insert into contract_rows values (3, 'three')", Map.of());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one").transacted(connId).to(insert).throwException(new IllegalStateException("after it"));
            }
        });
        camel.start();
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            assertThatThrownBy(() -> template.sendBody("direct:one", null)).hasRootCauseMessage("after it");
        }
        assertThat(names()).containsExactly("one", "two");
    }

    @Test
    void theSchemaHasTablesAndColumns() throws Exception {
        SchemaSource schema = (SchemaSource) open;
        assertThat(schema.tables()).contains(new Table("contract_rows", "table"));
        List<Column> columns = schema.columns("contract_rows");
        assertThat(columns).extracting(Column::name).containsExactly("id", "name");
        assertThat(columns.get(0).type()).isEqualToIgnoringCase(integerType());
        assertThat(columns.get(1).nullable()).isFalse();
        assertThat(schema.columns("no_such_table")).isEmpty();
    }

    @Test
    void thePasswordIsInNoText() throws Exception {
        Endpoint endpoint = endpoint("select 1", Map.of());
        DataSource dataSource = beans.dataSource();
        assertThat(List.of(
                        open.toString(),
                        dataSource.toString(),
                        open.bean(DataSource.class).toString(),
                        endpoint.toString(),
                        endpoint.getEndpointUri(),
                        endpoint.getEndpointKey()))
                .noneMatch(text -> text.contains(password()));
        try (var connection = dataSource.getConnection()) {
            assertThat(String.valueOf(connection.getMetaData().getURL())).doesNotContain(password());
        }
    }

    private Endpoint endpoint(String path, Map<String, Object> options) {
        try {
            Endpoint endpoint = ((EndpointSource) open).endpoint(camel, path, options);
            endpoint.start();
            return endpoint;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void loadRoute(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("route.yaml", yaml));
    }

    private List<String> names() {
        return new JdbcTemplate(beans.dataSource())
                .queryForList("select name from contract_rows order by id", String.class);
    }
}
