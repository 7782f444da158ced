package dev.wadi.connection.camel;

import dev.wadi.connection.camel.KafkaSettings.HostCheck;
import dev.wadi.spi.SettingProblems;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with the settings of a Kafka connection. */
record KafkaCheck(KafkaSettings settings, SettingProblems problems) {

    private static final Pattern BROKER =
            Pattern.compile("(?:[A-Za-z_]+://)?([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}");
    private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

    void check() {
        for (String broker : settings.bootstrapServers().split(",", -1)) {
            if (!BROKER.matcher(broker.trim()).matches()) {
                problems.problem(
                        "extra.bootstrap.servers",
                        "is no broker: '" + broker.trim() + "'",
                        "Write host:port, and commas between them");
            }
        }
        String reset = settings.autoOffsetReset();
        if (reset != null && KafkaNames.offsetReset(reset) == null) {
            problems.problem(
                    "extra.auto.offset.reset",
                    "must be earliest, latest or none, was '" + reset + "'",
                    "Change it, or remove it");
        }
        if (settings.securityProtocol().isSasl()) {
            signIn();
        }
        tls();
        settings.others().forEach(this::other);
    }

    private void signIn() {
        if (!MECHANISMS.contains(KafkaProperties.mechanism(settings))) {
            problems.problem(
                    "extra.sasl.mechanism",
                    "must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512, was '" + KafkaProperties.mechanism(settings) + "'",
                    "Set it to what the brokers have");
        }
        if (settings.saslUsername() == null || settings.saslPassword() == null) {
            problems.problem(
                    settings.saslUsername() == null ? "extra.sasl.username" : "extra.sasl.password",
                    "is missing, and " + settings.securityProtocol() + " signs in",
                    "Set it, or use security.protocol plaintext or ssl");
        }
    }

    private void tls() {
        if (!settings.certificateVerification()) {
            problems.problem(
                    "extra.enable.ssl.certificate.verification",
                    "Java's client cannot do without",
                    "Give the authority in ssl.ca.location; ssl.endpoint.identification.algorithm none leaves out the"
                            + " check of the host's name");
        }
        if (settings.hostCheck() == HostCheck.NONE) {
            problems.warning(
                    "extra.ssl.endpoint.identification.algorithm",
                    "the broker's name is not checked against its certificate",
                    "Remove it to use https");
        }
        boolean certificate = settings.sslCertificateLocation() != null || settings.sslCertificatePem() != null;
        boolean key = settings.sslKeyLocation() != null || settings.sslKeyPem() != null;
        if (certificate != key) {
            problems.problem(
                    certificate ? "extra.ssl.certificate.location" : "extra.ssl.key.location",
                    "a certificate and its key go together",
                    "Give both, or none");
        }
    }

    private void other(String name, Object value) {
        String setting = "extra." + name;
        String folded = name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        if (folded.startsWith("config.providers")
                || folded.endsWith(".class")
                || folded.endsWith(".classes")
                || folded.contains("jaas")
                || folded.contains("oauthbearer")) {
            problems.problem(setting, "would load code or files that the file names", "Remove it");
        } else if (KafkaNames.ofClient(name) == null) {
            problems.warning(
                    setting,
                    "unknown key of a connection of type 'kafka'",
                    Nearby.didYouMean(name, KafkaNames.known()) + "It is kept and has no effect here");
        } else if (KafkaNames.value(name, value) == null) {
            problems.problem(setting, "'" + value + "' is not possible", "See librdkafka's list of properties");
        }
    }
}
