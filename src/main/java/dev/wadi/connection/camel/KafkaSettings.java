package dev.wadi.connection.camel;

import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code kafka} may say: librdkafka's names, as Airflow has them, all in extra. */
@Refuses(
        keys = {
            "sasl.jaas.config",
            "sasl.client.callback.handler.class",
            "sasl.login.callback.handler.class",
            "sasl.login.class",
            "interceptor.classes",
            "metric.reporters",
            "partitioner.class",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "security.providers",
            "ssl.engine.factory.class",
            "config.providers",
            "auto.include.jmx.reporter",
            "plugin.library.paths",
            "ssl.engine.location",
            "ssl.providers"
        },
        because = "would load code that the file names")
@Refuses(
        keys = {
            "ssl.truststore.location",
            "ssl.truststore.password",
            "ssl.truststore.type",
            "ssl.truststore.certificates"
        },
        because = "is of Java's client",
        instead = "Use ssl.ca.location with a PEM file, or ssl.ca.pem")
@Refuses(
        keys = {
            "sasl.oauthbearer.config",
            "sasl.oauthbearer.method",
            "sasl.oauthbearer.client.id",
            "sasl.oauthbearer.client.secret",
            "sasl.oauthbearer.scope",
            "sasl.oauthbearer.extensions",
            "sasl.oauthbearer.token.endpoint.url",
            "sasl.oauthbearer.jwks.endpoint.url",
            "enable.sasl.oauthbearer.unsecure.jwt"
        },
        because = "is not supported: Wadi signs in to Kafka with a name and a password, or a certificate",
        instead = "Use sasl.mechanism PLAIN or SCRAM-SHA-512")
@Refuses(
        keys = {
            "sasl.kerberos.keytab",
            "sasl.kerberos.principal",
            "sasl.kerberos.kinit.cmd",
            "sasl.kerberos.service.name"
        },
        because = "is not supported: Wadi does not sign in to Kafka by Kerberos",
        instead = "Use sasl.mechanism PLAIN or SCRAM-SHA-512")
@Ignores(
        keys = {"error_cb", "throttle_cb", "stats_cb", "oauth_cb", "on_commit", "log_cb", "rebalance_cb", "on_delivery"
        },
        because = "names a Python function")
@Ignores(
        keys = {
            "api.version.request",
            "api.version.request.timeout.ms",
            "api.version.fallback.ms",
            "broker.version.fallback",
            "broker.address.family",
            "broker.address.ttl",
            "debug",
            "log_level",
            "log.connection.close",
            "log.queue",
            "log.thread.name",
            "socket.keepalive.enable",
            "socket.nagle.disable",
            "socket.max.fails",
            "statistics.interval.ms",
            "enable.auto.offset.store",
            "enable.partition.eof",
            "queued.min.messages",
            "queued.max.messages.kbytes",
            "queue.buffering.max.messages",
            "topic.metadata.refresh.interval.ms",
            "topic.metadata.refresh.sparse",
            "ssl.curves.list",
            "ssl.sigalgs.list",
            "ssl.crl.location",
            "enable.random.seed",
            "internal.termination.signal",
            "receive.message.max.bytes"
        },
        because = "is about librdkafka")
record KafkaSettings(
        @Setting(
                        key = "bootstrap.servers",
                        aliases = "metadata.broker.list",
                        description = "The brokers to ask first: host:port, parted by commas.",
                        example = "kafka-1.example.com:9092,kafka-2.example.com:9092",
                        required = true)
                String bootstrapServers,
        @Setting(key = "group.id", description = "The consumer group where a route names none.") @Nullable
                String groupId,
        @Setting(key = "client.id", description = "The name that brokers log.") @Nullable String clientId,
        @Setting(
                        key = "auto.offset.reset",
                        description =
                                "Where a new consumer group begins: earliest or latest (or librdkafka's words for them).")
                @Nullable
                String autoOffsetReset,
        @Setting(
                        key = "security.protocol",
                        description = "plaintext, ssl, sasl_plaintext or sasl_ssl.",
                        defaultValue = "plaintext")
                Security securityProtocol,
        @Setting(
                        key = "sasl.mechanism",
                        aliases = "sasl.mechanisms",
                        description = "How one signs in: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.")
                @Nullable
                String saslMechanism,
        @Setting(key = "sasl.username", description = "The name that signs in.") @Nullable String saslUsername,
        @Setting(key = "sasl.password", description = "Its password.", secret = true) @Nullable String saslPassword,
        @Setting(key = "ssl.ca.location", description = "A PEM file of the authorities to trust; the JDK's otherwise.")
                @Nullable
                String sslCaLocation,
        @Setting(key = "ssl.ca.pem", description = "The authorities to trust, as PEM text.") @Nullable String sslCaPem,
        @Setting(key = "ssl.certificate.location", description = "A PEM file of the client's certificate.") @Nullable
                String sslCertificateLocation,
        @Setting(key = "ssl.certificate.pem", description = "The client's certificate, as PEM text.") @Nullable
                String sslCertificatePem,
        @Setting(key = "ssl.key.location", description = "A PEM file of the client's key (PKCS#8).") @Nullable
                String sslKeyLocation,
        @Setting(key = "ssl.key.pem", description = "The client's key (PKCS#8), as PEM text.", secret = true) @Nullable
                String sslKeyPem,
        @Setting(key = "ssl.key.password", description = "The password of the client's key.", secret = true) @Nullable
                String sslKeyPassword,
        @Setting(key = "ssl.keystore.location", description = "A PKCS#12 file of the client's certificate and key.")
                @Nullable
                String sslKeystoreLocation,
        @Setting(key = "ssl.keystore.password", description = "Its password.", secret = true) @Nullable
                String sslKeystorePassword,
        @Setting(
                        key = "ssl.endpoint.identification.algorithm",
                        description = "https checks the broker's name against its certificate; none does not.",
                        defaultValue = "https")
                HostCheck hostCheck,
        @Setting(
                        key = "enable.ssl.certificate.verification",
                        description = "Java's client cannot do without; only true is possible.",
                        defaultValue = "true")
                boolean certificateVerification,
        @Setting(
                        field = Field.LEFTOVERS,
                        description =
                                "Other properties of librdkafka that Java's client has too, such as linger.ms or compression.type.")
                Map<String, Object> others) {

    /** How the brokers are talked to. */
    enum Security {
        PLAINTEXT,
        SSL,
        SASL_PLAINTEXT,
        SASL_SSL;

        boolean isSasl() {
            return name().startsWith("SASL");
        }

        boolean isTls() {
            return name().endsWith("SSL");
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the broker's name is checked against its certificate. */
    enum HostCheck {
        HTTPS,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    KafkaSettings {
        others = others == null ? Map.of() : others;
    }

    /** Names the brokers only. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + "]";
    }
}
