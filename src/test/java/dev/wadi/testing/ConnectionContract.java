package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.testing.TestingConnections.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/**
 * What a connection of every type does, whatever is behind it. That nothing stays when it is closed is seen to by
 * {@link TestingConnections}.
 */
public interface ConnectionContract {

    /** How long the test of a system that is there may take. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** A connection that works. */
    Written working();

    /** What follows {@code conn:<conn_id>/} in a route. */
    String path();

    /** The options of {@code conn:} that a route must give. */
    default Map<String, Object> options() {
        return Map.of();
    }

    /** Where it is opened; with plugins, if it needs them. */
    default TestingConnections connections() {
        return new TestingConnections();
    }

    /** What no text may hold. */
    List<String> secrets();

    @Test
    default void aConnectionThatWorksSaysWhatAnswered() {
        try (TestingConnections opened = connections()) {
            String answer = opened.connections().test(working().definition(), PATIENCE);
            assertThat(answer).isNotBlank().hasLineCount(1);
            assertNoSecret(List.of(answer));
        }
    }

    @Test
    default void aConnectionMayBeClosedTwice() {
        try (TestingConnections opened = connections()) {
            opened.connections().use(working().definition(), open -> {
                open.test(PATIENCE);
                open.close();
                open.close(); // and once more by what opened it
                return "";
            });
        }
    }

    @Test
    default void theBeansOfAConnectionStayWhenItIsOpenedAgain() {
        try (TestingConnections opened = connections()) {
            Written written = working();
            List<Object> before = beans(opened.open(written), written);
            assertThat(before).doesNotContainNull();
            List<Object> after = beans(opened.open(written), written);
            assertThat(after).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertThat(after.get(i)).isSameAs(before.get(i));
            }
        }
    }

    @Test
    default void whatUsesAConnectionThatIsClosedIsTold() throws Exception {
        try (TestingConnections opened = connections()) {
            Written written = working();
            String connId = written.definition().connId();
            opened.open(written).context().start();
            Endpoint endpoint = opened.context().getEndpoint(uri(connId));
            opened.connections().close();
            try (ProducerTemplate template = opened.context().createProducerTemplate()) {
                assertThatThrownBy(() -> template.sendBody(endpoint, "x"))
                        .hasRootCauseMessage(
                                "connection '%1$s': it is closed, the process ends. Try: wadi connections"
                                        + " test %1$s",
                                connId);
            }
        }
    }

    @Test
    default void noTextOfAConnectionHoldsASecret() {
        try (TestingConnections opened = connections()) {
            Written written = working();
            Connections connections = opened.open(written).connections();
            String connId = written.definition().connId();
            List<String> texts = new ArrayList<>(connections.use(connId, this::texts));
            beans(opened, written).forEach(bean -> texts.add(bean.toString()));
            texts.add(opened.context().getEndpoint(uri(connId)).getEndpointUri());
            texts.add(opened.context().getEndpoints().toString());
            assertNoSecret(texts);
        }
    }

    private List<String> texts(OpenConnection open) {
        try {
            Endpoint endpoint = ((EndpointSource) open)
                    .endpoint(new org.apache.camel.impl.DefaultCamelContext(), path(), options());
            return List.of(open.toString(), endpoint.toString(), endpoint.getEndpointUri(), endpoint.getEndpointKey());
        } catch (Exception e) { // what Camel's factories declare
            throw new IllegalStateException(e);
        }
    }

    private String uri(String connId) {
        String options = options().entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("&", "?", ""));
        return "conn:" + connId + (path().isEmpty() ? "" : "/" + path())
                + (options().isEmpty() ? "" : options);
    }

    private void assertNoSecret(List<String> texts) {
        assertThat(secrets()).doesNotContain("");
        assertThat(texts).allSatisfy(text -> assertThat(secrets()).noneMatch(text::contains));
    }

    /** The beans that are made once. */
    private static List<Object> beans(TestingConnections opened, Written written) {
        List<Object> beans = new ArrayList<>();
        for (ConnectionBean<?> bean : opened.connections()
                .types()
                .find(written.definition().connType())
                .orElseThrow()
                .beans()) {
            if (bean.isStable()) {
                beans.add(opened.connections()
                        .bean(written.definition().connId(), bean.type())
                        .orElseThrow());
            }
        }
        return beans;
    }
}
