package dev.wadi.console;

import dev.wadi.config.JsonText;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.DefinitionSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The versions of connections that callers have seen, so that an edit of an older one is refused with what has changed.
 * A version tells nothing of the secrets in it, and holds for this run of the service. Thread-safe.
 */
final class ConnectionVersions {

    private static final int MAX_SEEN = 5_000;
    private static final int BYTES = 12;
    private static final String MAC = "HmacSHA256";

    private final DefinitionSecrets secrets;
    private final SecretKeySpec key = key();
    private final Map<String, ConnectionDefinition> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ConnectionDefinition> eldest) {
            return size() > MAX_SEEN;
        }
    };

    ConnectionVersions(DefinitionSecrets secrets) {
        this.secrets = secrets;
    }

    /** A difference; what is secret says no more than that it changed. */
    record Change(String path, @Nullable Object before, @Nullable Object now) {}

    private static SecretKeySpec key() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, MAC);
    }

    /** The version of a connection that somebody is shown. */
    String of(ConnectionDefinition definition) {
        String version = version(definition);
        synchronized (seen) {
            seen.putIfAbsent(version, definition);
        }
        return version;
    }

    private String version(ConnectionDefinition definition) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] all =
                    mac.doFinal(JsonText.ascii(fields(definition, definition)).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(all, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /**
     * Refuses an edit of another version than the one that is there.
     *
     * @param named as in {@code If-Match}; empty for whoever changes what is there, whatever it is
     */
    void require(Optional<String> named, ConnectionDefinition present) {
        String version = named.map(text -> text.replace("\"", "").strip()).orElse("*");
        if (version.equals("*") || version.equals(version(present))) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", "connection '" + present.connId() + "' was changed meanwhile. Look at it again");
        body.put("changed", changes(version, present));
        throw new RefusedException(412, body);
    }

    /** The names of the fields that are not the same in both. */
    static List<String> changedFields(ConnectionDefinition before, ConnectionDefinition after) {
        Map<String, @Nullable Object> old = fields(before, before);
        Map<String, @Nullable Object> now = fields(after, after);
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(old.get(path), now.get(path)))
                .toList();
    }

    private List<Change> changes(String version, ConnectionDefinition present) {
        ConnectionDefinition before;
        synchronized (seen) {
            before = seen.get(version);
        }
        if (before == null) {
            return List.of(); // it was shown before this service started
        }
        Map<String, @Nullable Object> old = fields(before, secrets.masked(before));
        Map<String, @Nullable Object> now = fields(present, secrets.masked(present));
        return changedFields(before, present).stream()
                .map(path -> new Change(path, old.get(path), now.get(path)))
                .toList();
    }

    private static Map<String, @Nullable Object> fields(ConnectionDefinition named, ConnectionDefinition shown) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("connection_id", named.connId());
        fields.put("conn_type", shown.connType());
        put(fields, "description", shown.description());
        put(fields, "host", shown.host());
        put(fields, "login", shown.login());
        put(fields, "schema", shown.schema());
        put(fields, "port", shown.port());
        put(fields, "password", shown.password());
        shown.extra().forEach((key, value) -> fields.put("extra." + key, value));
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, value);
        }
    }
}
