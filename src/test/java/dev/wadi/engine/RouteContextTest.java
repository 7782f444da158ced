package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes come and go as in Camel's own context, with the endpoints that nobody else uses. */
class RouteContextTest {

    private final Main main = new RouteContext.OfMain();
    private CamelContext context;

    @BeforeEach
    void start() throws Exception {
        main.start();
        context = main.getCamelContext();
        add("first", "seda:shared", true);
        add("second", "seda:shared", true);
        add("resting", "seda:own", false);
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private void add(String id, String to, boolean starts) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + id).routeId(id).autoStartup(starts).to(to);
            }
        });
    }

    private void remove(String id) throws Exception {
        ModelCamelContext model = (ModelCamelContext) context;
        model.removeRouteDefinition(model.getRouteDefinition(id));
    }

    private boolean has(String endpoint) {
        return context.hasEndpoint(endpoint) != null;
    }

    @Test
    void isMainsContext() {
        assertThat(context).isInstanceOf(RouteContext.class);
        assertThat(context.getRegistry()).isSameAs(main.getCamelContext().getRegistry());
        main.bind("bean", "of main");
        assertThat(context.getRegistry().lookupByName("bean")).isEqualTo("of main");
    }

    @Test
    void anEndpointStaysAsLongAsARouteUsesIt() throws Exception {
        Endpoint shared = context.hasEndpoint("seda:shared");

        remove("first");
        assertThat(has("direct:first")).isFalse();
        assertThat(context.hasEndpoint("seda:shared")).isSameAs(shared);
        assertThat(context.getRoute("first")).isNull();

        remove("second");
        assertThat(has("seda:shared")).isFalse();
        assertThat(context.getRoutes()).hasSize(1);
    }

    @Test
    void aRouteThatHasNotStartedUsesItsEndpointsToo() throws Exception {
        add("third", "seda:own", true);
        remove("third");
        assertThat(has("seda:own")).isTrue();

        remove("resting");
        assertThat(has("seda:own")).isFalse();
    }

    @Test
    void aRouteThatStartsLaterIsCountedThen() throws Exception {
        remove("first");
        context.getRouteController().startRoute("resting");
        add("third", "seda:own", true);
        remove("third");
        assertThat(has("seda:own")).isTrue();

        context.getRouteController().stopRoute("resting");
        remove("second");
        context.getRouteController().startRoute("resting");
        assertThat(context.getRouteController().getRouteStatus("resting")).isEqualTo(ServiceStatus.Started);
        assertThat(has("seda:own")).isTrue();
    }

    @Test
    void aRouteThatRunsIsNotRemoved() throws Exception {
        assertThat(context.removeRoute("first")).isFalse();
        assertThat(context.getRouteController().getRouteStatus("first")).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aRouteThatIsNotThereIsNotRemoved() throws Exception {
        assertThat(context.removeRoute("nobody's")).isFalse();
    }
}
