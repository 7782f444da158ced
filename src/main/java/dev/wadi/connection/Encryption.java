package dev.wadi.connection;

import dev.wadi.config.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes tokens into the files of connections: in the place of secrets in clear text, or of tokens of other keys. Comments and
 * order stay, each file changes in one step, and none does when something in one of them cannot be changed.
 */
public final class Encryption {

    private final DefinitionSecrets secrets;
    private final Fernet keys;

    /** @param types say which of their settings are secret */
    public Encryption(ConnectionTypes types, Fernet keys) {
        this.secrets = new DefinitionSecrets(types);
        this.keys = keys;
    }

    /**
     * What became of a connection.
     *
     * @param values the paths of the values that were written, such as {@code password}
     */
    public record Encrypted(String connId, List<String> values, String file) {}

    /**
     * Encrypts secrets that are written in clear text by the first key.
     *
     * @param written connections of files
     * @return those that had any
     */
    public List<Encrypted> encrypt(List<ConnectionDefinition> written) {
        return change(written, definition -> secrets.encrypted(definition, keys));
    }

    /**
     * Encrypts by the first key what is encrypted by another one.
     *
     * @param written connections of files
     * @return those that had any
     * @throws dev.wadi.config.ConfigurationException when a value is encrypted with none of the keys
     */
    public List<Encrypted> rotate(List<ConnectionDefinition> written) {
        Problems problems = new Problems();
        written.forEach(definition -> DefinitionSecrets.rotated(definition, keys, problems));
        problems.throwIfErrors();
        return change(written, definition -> DefinitionSecrets.rotated(definition, keys, problems));
    }

    private static List<Encrypted> change(
            List<ConnectionDefinition> written, UnaryOperator<ConnectionDefinition> change) {
        List<Encrypted> encrypted = new ArrayList<>();
        Map<Path, List<ConnectionDefinition>> changed = new LinkedHashMap<>();
        for (ConnectionDefinition before : written) {
            ConnectionDefinition after = change.apply(before);
            List<String> values = DefinitionSecrets.changes(before, after);
            if (!values.isEmpty()) {
                String file = before.origin().place().file();
                encrypted.add(new Encrypted(before.connId(), values, file));
                changed.computeIfAbsent(Path.of(file), none -> new ArrayList<>())
                        .add(after);
            }
        }
        ConnectionFileEditor.replaceAll(changed);
        return encrypted;
    }
}
