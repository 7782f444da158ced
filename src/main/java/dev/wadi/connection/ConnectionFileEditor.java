package dev.wadi.connection;

import dev.wadi.config.AtomicFiles;
import dev.wadi.config.ConfigurationException;
import dev.wadi.config.DocumentEditor;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionFiles.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Adds, replaces and removes connections in files, atomically, and keeps comments, order, quotes and all else that it does
 * not touch, byte for byte. What was written is read again before the file changes: whatever would not come out as wanted
 * is refused. Everything throws {@link ConfigurationException}.
 */
public final class ConnectionFileEditor {

    private static final String BY_HAND = "Edit the file by hand";
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ConnectionFileEditor() {}

    /** Adds a connection to a file, which is made when it is not there. */
    public static void add(Path file, ConnectionDefinition definition) {
        edit(file, text -> add(file.toString(), text, definition));
    }

    /** Replaces the connection of the same {@code conn_id}. */
    public static void replace(Path file, ConnectionDefinition definition) {
        edit(file, text -> replace(file.toString(), text, definition));
    }

    /** Replaces connections of several files. All is worked out, and looked at, before the first file changes. */
    static void replaceAll(Map<Path, List<ConnectionDefinition>> changed) {
        changed.forEach((file, definitions) -> {
            replaceAll(file, Documents.text(file), definitions);
            requireWritable(file);
        });
        changed.forEach((file, definitions) -> edit(file, text -> replaceAll(file, text, definitions)));
    }

    private static String replaceAll(Path file, String text, List<ConnectionDefinition> definitions) {
        String edited = text;
        for (ConnectionDefinition definition : definitions) {
            edited = replace(file.toString(), edited, definition);
        }
        return edited;
    }

    private static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isWritable(file) || folder == null || !Files.isWritable(folder)) {
            throw problem(file.toString(), "", "cannot be written", "Check the permissions of the file and its folder");
        }
    }

    /** Removes a connection. The file stays, without connections if it was the last. */
    public static void remove(Path file, String connId) {
        edit(file, text -> remove(file.toString(), text, connId));
    }

    private static synchronized void edit(Path file, UnaryOperator<String> change) {
        boolean exists = Files.exists(file);
        byte[] before = exists ? Documents.bytes(file) : new byte[0];
        boolean marked = before.length >= 3 && Arrays.equals(Arrays.copyOf(before, 3), MARK);
        String text = change.apply(Documents.text(file.toString(), before));
        byte[] after = ((marked ? "\uFEFF" : "") + text).getBytes(StandardCharsets.UTF_8);
        try {
            if (!exists) {
                AtomicFiles.create(file, after);
                return;
            }
            if (!Arrays.equals(before, Documents.bytes(file))) {
                throw problem(file.toString(), "", "was changed by somebody else meanwhile", "Try again");
            }
            AtomicFiles.write(file, after);
        } catch (IOException e) {
            throw problem(file.toString(), "", "cannot be written: " + e, "Check the folder and its permissions");
        }
    }

    private static ConfigurationException problem(String file, String path, String what, String fix) {
        return new ConfigurationException(Problem.error(Place.of(file), path, what, fix));
    }

    /** The text of a file with one connection more. */
    static String add(String file, String text, ConnectionDefinition definition) {
        String connId = definition.connId();
        Optional<String> wrong = ConnectionId.problemWhenNew(connId);
        if (wrong.isPresent()) {
            throw problem(
                    file, "", "the conn_id '" + DefinitionReader.shown(connId) + "' " + wrong.get(), "Choose another");
        }
        Map<String, ConnectionDefinition> before = isNothing(file, text) ? Map.of() : definitions(file, text);
        if (before.containsKey(connId)) {
            throw problem(file, connId, "is there already", "Choose another conn_id, or update this one");
        }
        String edited = appended(file, text, definition);
        Map<String, ConnectionDefinition> expected = new LinkedHashMap<>(before);
        expected.put(connId, definition);
        requireSame(file, connId, edited, expected);
        return edited;
    }

    private static String appended(String file, String text, ConnectionDefinition definition) {
        Map<String, ?> fields = DefinitionFields.of(definition);
        return switch (Format.of(file)) {
            case YAML -> DocumentEditor.yaml(file, text).append(definition.connId(), fields);
            case JSON -> DocumentEditor.json(file, text.isBlank() ? "{}\n" : text)
                    .append(definition.connId(), fields);
            case ENV -> new EnvLineEditor(text).append(definition);
            case OTHER -> throw unknown(file);
        };
    }

    private static ConfigurationException unknown(String file) {
        return problem(file, "", "is not a file of connections", "Name a .yaml, .yml, .json or .env file");
    }

    /** Whether there is no document in the text, only blanks and comments. */
    private static boolean isNothing(String file, String text) {
        return switch (Format.of(file)) {
            case YAML -> Documents.yaml(file, text) instanceof Node.Scalar scalar
                    && scalar.value() == null
                    && scalar.place().line() == 0;
            case JSON -> text.isBlank();
            default -> false;
        };
    }

    /** The text of a file with one connection changed. */
    static String replace(String file, String text, ConnectionDefinition definition) {
        String connId = definition.connId();
        Map<String, ConnectionDefinition> before = definitions(file, text);
        ConnectionDefinition old = present(file, before, connId);
        Map<String, ConnectionDefinition> expected = new LinkedHashMap<>(before);
        expected.put(connId, definition);
        if (Format.of(file) == Format.ENV) {
            String edited = new EnvLineEditor(text).replace(definition);
            requireSame(file, connId, edited, expected);
            return edited;
        }
        DocumentEditor editor = editor(file, text);
        if (editor.isBlock(connId)) {
            String edited = editor.change(
                    connId, DefinitionFields.of(old), DefinitionFields.of(definition), FieldReader.FIELDS);
            if (isSame(file, edited, expected)) {
                return edited;
            }
        }
        String edited = editor.replace(connId, DefinitionFields.of(definition));
        requireSame(file, connId, edited, expected);
        return edited;
    }

    private static DocumentEditor editor(String file, String text) {
        return Format.of(file) == Format.JSON ? DocumentEditor.json(file, text) : DocumentEditor.yaml(file, text);
    }

    /** The text of a file with one connection less. */
    static String remove(String file, String text, String connId) {
        Map<String, ConnectionDefinition> before = definitions(file, text);
        present(file, before, connId);
        String edited = Format.of(file) == Format.ENV
                ? new EnvLineEditor(text).remove(connId)
                : editor(file, text).remove(connId);
        Map<String, ConnectionDefinition> expected = new LinkedHashMap<>(before);
        expected.remove(connId);
        requireSame(file, connId, edited, expected);
        return edited;
    }

    private static ConnectionDefinition present(
            String file, Map<String, ConnectionDefinition> definitions, String connId) {
        ConnectionDefinition definition = definitions.get(connId);
        if (definition == null) {
            throw problem(file, DefinitionReader.shown(connId), "is not in this file", "Check the conn_id");
        }
        return definition;
    }

    /** What a file defines; it throws its problems when it is not in order. */
    private static Map<String, ConnectionDefinition> definitions(String file, String text) {
        if (Format.of(file) == Format.OTHER) {
            throw unknown(file);
        }
        ConnectionFile read = ConnectionFiles.read(file, text);
        if (read.isRejected()) {
            throw new ConfigurationException(read.problems());
        }
        Map<String, ConnectionDefinition> definitions = new LinkedHashMap<>();
        read.definitions().forEach(definition -> definitions.put(definition.connId(), definition));
        return definitions;
    }

    private static boolean isSame(String file, String text, Map<String, ConnectionDefinition> expected) {
        ConnectionFile read = ConnectionFiles.read(file, text);
        List<ConnectionDefinition> found = read.definitions();
        return !read.isRejected()
                && found.size() == expected.size()
                && found.stream().allMatch(definition -> {
                    ConnectionDefinition wanted = expected.get(definition.connId());
                    return wanted != null && DefinitionFields.of(wanted).equals(DefinitionFields.of(definition));
                });
    }

    private static void requireSame(
            String file, String connId, String text, Map<String, ConnectionDefinition> expected) {
        if (!isSame(file, text, expected)) {
            throw problem(file, connId, "cannot be changed here without changing something else", BY_HAND);
        }
    }
}
