package dev.wadi.connection.camel;

import dev.wadi.connection.camel.KafkaSettings.HostCheck;
import dev.wadi.connection.tls.RegularFile;
import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings as properties of Java's client. The login module is Wadi's choice and never the file's. */
record KafkaProperties(String connId, KafkaSettings settings) {

    /** All of them; files are read. */
    Map<String, Object> all() {
        Map<String, Object> properties = new TreeMap<>();
        settings.others().forEach((name, value) -> {
            String own = KafkaNames.ofClient(name);
            String converted = own == null ? null : KafkaNames.value(name, value);
            if (own != null && converted != null) {
                properties.put(own, converted);
            }
        });
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("security.protocol", settings.securityProtocol().name());
        if (settings.securityProtocol().isSasl()) {
            signIn(properties);
        }
        if (settings.securityProtocol().isTls()) {
            tls(properties);
        }
        return properties;
    }

    private void signIn(Map<String, Object> properties) {
        String mechanism = mechanism(settings);
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        properties.put("sasl.mechanism", mechanism);
        properties.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security." + module + " required username="
                        + quoted(String.valueOf(settings.saslUsername())) + " password="
                        + quoted(String.valueOf(settings.saslPassword())) + ";");
    }

    static String mechanism(KafkaSettings settings) {
        String mechanism = settings.saslMechanism();
        return mechanism == null ? "" : mechanism.toUpperCase(Locale.ROOT);
    }

    /** As java.io.StreamTokenizer, which reads login configurations, takes it. */
    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    private void tls(Map<String, Object> properties) {
        properties.put("ssl.endpoint.identification.algorithm", settings.hostCheck() == HostCheck.NONE ? "" : "https");
        String authorities = pem("ssl.ca.location", settings.sslCaLocation(), settings.sslCaPem());
        if (authorities != null) {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.certificates", certificates("ssl.ca.location", authorities));
        }
        String certificate =
                pem("ssl.certificate.location", settings.sslCertificateLocation(), settings.sslCertificatePem());
        String key = pem("ssl.key.location", settings.sslKeyLocation(), settings.sslKeyPem());
        if (certificate != null && key != null) {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.certificate.chain", certificates("ssl.certificate.location", certificate));
            properties.put("ssl.keystore.key", pkcs8(key));
            put(properties, "ssl.key.password", settings.sslKeyPassword());
        } else if (settings.sslKeystoreLocation() != null) {
            properties.put("ssl.keystore.type", "PKCS12");
            properties.put("ssl.keystore.location", readable(settings.sslKeystoreLocation()));
            put(properties, "ssl.keystore.password", settings.sslKeystorePassword());
            put(properties, "ssl.key.password", settings.sslKeystorePassword());
        }
    }

    private static void put(Map<String, Object> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    private byte[] read(String setting, String file) {
        try {
            return RegularFile.bytes(Path.of(file));
        } catch (IOException e) {
            throw new ConnectionException(connId, "extra." + setting + ": " + RegularFile.unread(file, e), e);
        }
    }

    private @Nullable String pem(String setting, @Nullable String file, @Nullable String text) {
        if (text != null) {
            return text;
        }
        return file == null ? null : new String(read(setting, file), StandardCharsets.UTF_8);
    }

    private String readable(String file) {
        read("ssl.keystore.location", file);
        return file;
    }

    private String certificates(String setting, String pem) {
        if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw new ConnectionException(connId, "extra." + setting + " holds no PEM certificate", null);
        }
        return pem;
    }

    private String pkcs8(String pem) {
        if (!pem.contains("-----BEGIN PRIVATE KEY-----") && !pem.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
            throw new ConnectionException(
                    connId,
                    "extra.ssl.key.location holds no PKCS#8 key. Convert it: openssl pkcs8 -topk8 -in old.key -out"
                            + " new.key",
                    null);
        }
        return pem;
    }
}
