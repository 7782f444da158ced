package dev.wadi.connection.camel;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a file of type {@code kafka} before anything is connected to. */
class KafkaCheckTest {

    private final TestingConnections connections = new TestingConnections();

    @AfterEach
    void close() {
        connections.close();
    }

    private static Written kafka() {
        return connection("k", "kafka").extra("bootstrap.servers", "a:9092,[::1]:9092");
    }

    private List<String> said(Written written) {
        return connections.problems(written);
    }

    @Test
    void whatAirflowWritesIsAccepted() {
        assertThat(said(kafka().extra("group.id", "g")
                        .extra("auto.offset.reset", "smallest")
                        .extra("security.protocol", "SASL_SSL")
                        .extra("sasl.mechanisms", "SCRAM-SHA-512")
                        .extra("sasl.username", "u")
                        .extra("sasl.password", "p")
                        .extra("queue.buffering.max.ms", "5")
                        .extra("partition.assignment.strategy", "range,roundrobin")))
                .isEmpty();
    }

    @Test
    void theBrokersMustBeGiven() {
        assertThat(said(connection("k", "kafka")))
                .containsExactly("k.extra.bootstrap.servers: is missing. Set it, for example"
                        + " kafka-1.example.com:9092,kafka-2.example.com:9092.");
        assertThat(said(kafka().extra("bootstrap.servers", "a:9092?x=1")))
                .containsExactly("k.extra.bootstrap.servers: is no broker: 'a:9092?x=1'. Write host:port, and commas"
                        + " between them.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "SASL_JAAS_CONFIG",
                "sasl-jaas-config",
                "config.providers",
                "config.providers.file.class",
                "Config.Providers.env.param",
                "sasl.oauthbearer.token.endpoint.url",
                "sasl.oauthbearer.jwks.endpoint.url",
                "sasl.oauthbearer.something.new",
                "sasl.login.callback.handler.class",
                "interceptor.classes",
                "metric.reporters",
                "key.serializer",
                "partitioner.class",
                "my.own.class",
                "ssl.engine.factory.class",
                "ssl.truststore.location",
                "plugin.library.paths",
                "security.providers"
            })
    void whatWouldLoadCodeOrFilesIsAProblem(String key) {
        assertThat(said(kafka().extra(key, "com.sun.security.auth.module.JndiLoginModule required;")))
                .singleElement()
                .asString()
                .startsWith("k.extra." + key + ": ");
    }

    @Test
    void aLoginModuleInAPasswordIsText() {
        KafkaSettings settings = sasl("x\"; com.sun.security.auth.module.JndiLoginModule required;");
        assertThat(new KafkaProperties("k", settings).all())
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\""
                                + " password=\"x\\\"; com.sun.security.auth.module.JndiLoginModule required;\";");
    }

    @Test
    void signingInNeedsANameAPasswordAndAMechanism() {
        assertThat(said(kafka().extra("security.protocol", "sasl_ssl").extra("sasl.mechanism", "GSSAPI")))
                .containsExactly(
                        "k.extra.sasl.mechanism: must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, was 'GSSAPI'. Set it to"
                                + " what the brokers have.",
                        "k.extra.sasl.username: is missing, and sasl_ssl signs in. Set it, or use security.protocol"
                                + " plaintext or ssl.");
    }

    @Test
    void certificatesAreAlwaysChecked() {
        assertThat(said(kafka().extra("enable.ssl.certificate.verification", "false")))
                .containsExactly("k.extra.enable.ssl.certificate.verification: Java's client cannot do without. Give"
                        + " the authority in ssl.ca.location; ssl.endpoint.identification.algorithm none leaves out the"
                        + " check of the host's name.");
    }

    @Test
    void unknownKeysAndPythonsFunctionsAreWarned() {
        assertThat(said(kafka().extra("linger.mss", 5).extra("error_cb", "os.system")))
                .containsExactly(
                        "warning: k.extra.error_cb: names a Python function. It is kept and has no effect here.",
                        "warning: k.extra.linger.mss: unknown key of a connection of type 'kafka'. Did you mean"
                                + " 'linger.ms'? It is kept and has no effect here.");
    }

    @Test
    void aCertificateAndItsKeyGoTogether() {
        assertThat(said(kafka().extra("ssl.key.location", "/k.pem")))
                .containsExactly(
                        "k.extra.ssl.key.location: a certificate and its key go together. Give both, or none.");
    }

    private static KafkaSettings sasl(String password) {
        return new KafkaSettings(
                "a:9092",
                null,
                null,
                null,
                KafkaSettings.Security.SASL_PLAINTEXT,
                "PLAIN",
                "u",
                password,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                KafkaSettings.HostCheck.HTTPS,
                true,
                Map.of());
    }
}
