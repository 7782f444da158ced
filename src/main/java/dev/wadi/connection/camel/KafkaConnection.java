package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.Exclusive;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommitFactory;

/**
 * An open connection to Kafka. Nearly everything is given to Camel as <em>additional properties</em>, which win over what
 * Camel makes of its own options and take PEM text, which those cannot; what a route sets itself is left out of them.
 */
record KafkaConnection(
        String connId, ComponentConnection component, Map<String, Object> properties, AtomicBoolean hasTransactions)
        implements CamelStages, Exclusive {

    private static final String TRANSACTIONAL_ID = "transactional.id";

    private static final Pattern FILLED_IN = Pattern.compile("(?i)brokers|securityProtocol|(sasl|ssl|kerberos).*"
            + "|additionalProperties\\.(bootstrap|security|sasl|ssl|config)\\..*");

    /** Options by which a route, or a tap, says itself what is committed when. */
    private static final Set<String> COMMITS =
            Set.of("autoCommitEnable", "allowManualCommit", "batching", "offsetRepository");

    /** A consumer stops only between polls, and Camel's last five seconds. */
    private static final long POLL_MILLIS = 500;

    static KafkaConnection open(KafkaSettings settings, ConnectionContext context) {
        Map<String, Object> properties = Map.copyOf(new KafkaProperties(context.connId(), settings).all());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("brokers", settings.bootstrapServers());
        values.put("additionalProperties", new TreeMap<>(properties)); // Camel empties it
        if (settings.groupId() != null) {
            values.put("groupId", settings.groupId());
        }
        if (settings.clientId() != null) {
            values.put("clientId", settings.clientId());
        }
        String reset = settings.autoOffsetReset() == null ? null : KafkaNames.offsetReset(settings.autoOffsetReset());
        if (reset != null) {
            values.put("autoOffsetReset", reset);
        }
        var model = ComponentCatalogue.find("kafka").orElseThrow();
        var component = ComponentConnection.open(
                context, model, values, (connection, timeout) -> new KafkaTrial(context.connId(), properties)
                        .run(timeout));
        return new KafkaConnection(context.connId(), component, properties, new AtomicBoolean());
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        for (String option : options.keySet()) {
            if (FILLED_IN.matcher(option).matches()) {
                throw new IllegalArgumentException("'" + option + "' comes from the connection '" + connId
                        + "'. Remove it from the route, or write it into the connection");
            }
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("no topic is named. Write conn:" + connId + "/<topic>");
        }
        Map<String, Object> own = new TreeMap<>(properties);
        options.forEach((option, value) -> {
            own.remove(KafkaNames.ofOption(option));
            if (option.startsWith("additionalProperties.")) {
                own.put(option.substring("additionalProperties.".length()), value);
            }
        });
        Endpoint endpoint = component.endpoint(context, path, options, Map.of("additionalProperties", own));
        if (endpoint instanceof KafkaEndpoint kafka) {
            noteTransactions(kafka.getConfiguration(), own);
            if (!options.containsKey("pollTimeoutMs")) {
                kafka.getConfiguration().setPollTimeoutMs(POLL_MILLIS);
            }
            if (leavesCommits(options)) {
                commitAfterwards(kafka);
            }
        }
        return endpoint;
    }

    private void noteTransactions(KafkaConfiguration configuration, Map<String, Object> own) {
        if (own.containsKey(TRANSACTIONAL_ID)
                || configuration.isTransacted()
                || configuration.getTransactionalId() != null) {
            hasTransactions.set(true);
        }
    }

    /** Brokers end the transaction of a producer when another one with the same transactional id comes. */
    @Override
    public boolean isExclusive() {
        return hasTransactions.get();
    }

    private boolean leavesCommits(Map<String, Object> options) {
        return COMMITS.stream().noneMatch(options::containsKey) && !properties.containsKey("enable.auto.commit");
    }

    /**
     * Commits what was processed, after each poll. Left to itself, Kafka's client commits every five seconds, and Camel
     * leaves out the last of these when it stops a consumer: what came since then would come again with each change.
     */
    private static void commitAfterwards(KafkaEndpoint kafka) {
        kafka.getConfiguration().setAutoCommitEnable(false);
        kafka.getConfiguration().setAllowManualCommit(true);
        kafka.setKafkaManualCommitFactory(new DefaultKafkaManualCommitFactory());
    }

    @Override
    public CamelContext camelContext() {
        return component.camelContext();
    }

    /** Offsets are committed by the tap, and not by Camel as soon as a message was taken. */
    @Override
    public Receipts receipts(Map<String, Object> options) {
        options.put("autoCommitEnable", "false");
        options.put("allowManualCommit", "true");
        Object group = options.getOrDefault("groupId", component.values().get("groupId"));
        if (group == null) {
            throw new IllegalArgumentException(
                    "params.options.groupId is missing, and so is group.id of the connection '" + connId
                            + "': under it Kafka remembers what was read");
        }
        return new KafkaReceipts(properties, String.valueOf(group));
    }

    @Override
    public <T> T bean(Class<T> type) {
        return component.bean(type);
    }

    @Override
    public String test(Duration timeout) {
        return component.test(timeout);
    }

    @Override
    public void close() {
        component.close();
    }

    /** Names the connection only. */
    @Override
    public String toString() {
        return "KafkaConnection[" + connId + "]";
    }
}
