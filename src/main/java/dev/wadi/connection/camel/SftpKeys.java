package dev.wadi.connection.camel;

import dev.wadi.connection.tls.RegularFile;
import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings of an SFTP connection as options of Camel's component; keys are read. */
record SftpKeys(String connId, SftpSettings settings) {

    /** Python's names of kinds of algorithms, with the option of Camel and the list of the client that they are in. */
    static final Map<String, List<String>> ALGORITHMS = Map.of(
            "ciphers", List.of("ciphers", "cipher.c2s"),
            "kex", List.of("keyExchangeProtocols", "kex"),
            "keys", List.of("serverHostKeys", "server_host_key"),
            "pubkeys", List.of("publicKeyAcceptedAlgorithms", "PubkeyAcceptedAlgorithms"));

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", Hosts.inUri(settings.host()));
        values.put("port", Integer.toString(settings.port()));
        values.put("username", settings.login());
        values.put("connectTimeout", Long.toString(settings.connTimeout().toMillis()));
        values.put("useUserKnownHostsFile", settings.checksHostKey() && hosts() == null);
        values.put("strictHostKeyChecking", settings.checksHostKey() ? "yes" : "no");
        put(values, "password", settings.password());
        put(values, "privateKey", key());
        put(values, "privateKeyPassphrase", settings.privateKeyPassphrase());
        put(values, "knownHosts", hosts());
        if (!settings.ciphers().isEmpty()) {
            values.put("ciphers", String.join(",", settings.ciphers()));
        }
        settings.disabledAlgorithms().forEach((kind, names) -> without(values, kind, names));
        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private byte @Nullable [] key() {
        if (settings.privateKey() != null) {
            return (settings.privateKey().strip() + "\n").getBytes(StandardCharsets.UTF_8);
        }
        return settings.keyFile() == null ? null : read("key_file", settings.keyFile());
    }

    private byte[] read(String setting, String file) {
        try {
            return RegularFile.bytes(Path.of(file));
        } catch (IOException e) {
            throw new ConnectionException(connId, "extra." + setting + ": " + RegularFile.unread(file, e), e);
        }
    }

    /** What a known_hosts file holds: one line for host_key, or the file that is named, or its text. */
    private byte @Nullable [] hosts() {
        if (settings.hostKey() != null) {
            return line(settings.hostKey()).getBytes(StandardCharsets.UTF_8);
        }
        if (settings.knownHosts() == null || !settings.knowsHosts()) {
            return null;
        }
        return settings.knownHosts().strip().contains(" ")
                ? settings.knownHosts().getBytes(StandardCharsets.UTF_8)
                : read("known_hosts", settings.knownHosts());
    }

    private String line(String key) {
        String host = Hosts.bare(settings.host());
        String name = settings.port() == 22 ? host : "[" + host + "]:" + settings.port();
        String base64 = base64(key);
        return name + " " + type(base64) + " " + base64 + "\n";
    }

    private static String base64(String key) {
        String[] parts = key.strip().split("\\s+", 3);
        return parts.length == 1 ? parts[0] : parts[1];
    }

    static boolean isPublicKey(String key) {
        try {
            return type(base64(key)).matches("[a-z0-9@.-]{3,60}");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A public key begins with the length of its type and the type (RFC 4253, 6.6). */
    private static String type(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        if (bytes.remaining() < 4) {
            throw new IllegalArgumentException("too short");
        }
        int length = bytes.getInt();
        if (length < 1 || length > bytes.remaining()) {
            throw new IllegalArgumentException("no type");
        }
        byte[] type = new byte[length];
        bytes.get(type);
        return new String(type, StandardCharsets.US_ASCII);
    }

    private static void without(Map<String, Object> values, String kind, Object names) {
        List<String> places = ALGORITHMS.get(kind);
        if (places == null || !(names instanceof List<?> disabled)) {
            return;
        }
        String all = String.valueOf(values.getOrDefault(places.get(0), OwnSftpComponent.offered(places.get(1))));
        values.put(
                places.get(0),
                Arrays.stream(all.split(",", -1))
                        .filter(name -> !disabled.contains(name))
                        .collect(Collectors.joining(",")));
    }

    /** Names the connection only. */
    @Override
    public String toString() {
        return "SftpKeys[" + connId + "]";
    }
}
