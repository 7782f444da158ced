package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.spi.ConnectionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of connections as they are written: hidden when a connection is shown, kept when it is sent back with what
 * hides them, and encrypted. What is secret is said by a type of its own settings, and by the names of keys; a value whose
 * name or place says so is secret even where its type does not. Thread-safe.
 */
public final class DefinitionSecrets {

    private static final String DESCRIPTION = "description";

    private final ConnectionTypes types;
    private final Map<Optional<ConnectionType<?>>, ClearSecrets> known = new ConcurrentHashMap<>();

    /** @param types say which of their settings are secret */
    public DefinitionSecrets(ConnectionTypes types) {
        this.types = types;
    }

    /** The same with {@code ***} for what is secret, at any depth, and for what is secret in URLs. */
    public ConnectionDefinition masked(ConnectionDefinition definition) {
        ClearSecrets secrets = of(definition);
        return changed(definition, (path, value) -> {
            String text = String.valueOf(value);
            String shown = secrets.masked(path, text);
            return shown.equals(text) ? value : shown;
        });
    }

    /** The same with a token for each secret that is written in clear text; placeholders and tokens stay. */
    public ConnectionDefinition encrypted(ConnectionDefinition definition, Fernet keys) {
        ClearSecrets secrets = of(definition);
        return changed(definition, (path, value) -> {
            String text = String.valueOf(value);
            boolean isOpen = path.equals(DESCRIPTION) || secrets.isShownClear(path, text);
            return isOpen ? value : keys.encrypt(text);
        });
    }

    /**
     * The same with tokens of the first key in the place of those of other keys.
     *
     * @param problems gets those that no key opens
     */
    static ConnectionDefinition rotated(ConnectionDefinition definition, Fernet keys, Problems problems) {
        return changed(definition, (path, value) -> {
            String token = String.valueOf(value);
            if (!Fernet.isToken(token) || keys.isOfFirstKey(token)) {
                return value;
            }
            Optional<String> text = keys.decrypt(token);
            if (text.isEmpty()) {
                problems.error(
                        definition.origin().of(path),
                        definition.connId() + "." + path,
                        "the value is encrypted with none of the keys that are set",
                        "Add its key to WADI_FERNET_KEY, after a comma");
                return value;
            }
            return keys.encrypt(text.get());
        });
    }

    /** The paths at which two definitions differ. */
    static List<String> changes(ConnectionDefinition before, ConnectionDefinition after) {
        Map<String, Object> there = values(before);
        return values(after).entrySet().stream()
                .filter(value -> !value.getValue().equals(there.get(value.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What was sent, with the stored values where it has what hides them.
     *
     * @param stored what was shown masked
     * @throws ConfigurationException when a value is to be kept that is not there
     */
    public ConnectionDefinition kept(ConnectionDefinition sent, ConnectionDefinition stored) {
        Map<String, Object> there = values(stored);
        Map<String, Object> shown = values(masked(stored));
        Problems problems = new Problems();
        ConnectionDefinition kept = changed(sent, (path, value) -> {
            Object before = there.get(path);
            if (before != null && value.equals(shown.get(path))) {
                return before;
            }
            if (value.equals(Masking.MASK)) {
                problems.add(Problem.error(
                        Place.of(sent.connId()),
                        sent.connId() + "." + path,
                        "'" + Masking.MASK + "' keeps a stored value, and there is none",
                        "Give the value"));
            }
            return value;
        });
        problems.throwIfErrors();
        return kept;
    }

    /** The texts and numbers of a definition by their paths, secrets among them. */
    public Map<String, String> texts(ConnectionDefinition definition) {
        return DefinitionTexts.of(definition);
    }

    /** The paths at which something secret is written, such as {@code password} or {@code extra.token}. */
    public List<String> paths(ConnectionDefinition definition) {
        ClearSecrets secrets = of(definition);
        List<String> paths = new ArrayList<>();
        DefinitionTexts.of(definition).forEach((path, text) -> {
            if (!secrets.masked(path, text).equals(text)) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** Its texts and numbers by their paths. */
    private static Map<String, Object> values(ConnectionDefinition definition) {
        Map<String, Object> values = new LinkedHashMap<>();
        changed(definition, (path, value) -> {
            values.put(path, value);
            return value;
        });
        return values;
    }

    private ClearSecrets of(ConnectionDefinition definition) {
        return known.computeIfAbsent(types.find(definition.connType()), ClearSecrets::new);
    }

    /** Gives what stands in the place of a text or number. */
    private interface Change {
        Object of(String path, Object value);
    }

    private static ConnectionDefinition changed(ConnectionDefinition definition, Change change) {
        return new ConnectionDefinition(
                definition.connId(),
                definition.connType(),
                field(definition.description(), DESCRIPTION, change),
                field(definition.host(), "host", change),
                field(definition.login(), "login", change),
                field(definition.password(), "password", change),
                definition.port(),
                field(definition.schema(), "schema", change),
                object("extra", definition.extra(), change),
                definition.origin());
    }

    private static @Nullable String field(@Nullable String text, String path, Change change) {
        return text == null || text.isEmpty() ? text : String.valueOf(change.of(path, text));
    }

    private static Map<String, @Nullable Object> object(String path, Map<?, ?> object, Change change) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        object.forEach((key, value) -> changed.put(String.valueOf(key), value(path + "." + key, value, change)));
        return changed;
    }

    private static @Nullable Object value(String path, @Nullable Object value, Change change) {
        if (value instanceof Map<?, ?> map) {
            return object(path, map, change);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            list.forEach(item -> changed.add(value(path + "." + changed.size(), item, change)));
            return changed;
        }
        if (value instanceof String || value instanceof Number) {
            return value.equals("") ? value : change.of(path, value);
        }
        return value;
    }
}
