package dev.wadi.console;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.JsonText;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFiles;
import dev.wadi.connection.ConnectionId;
import dev.wadi.connection.DefinitionSecrets;
import dev.wadi.connection.Masking;
import dev.wadi.console.ConnectionDetails.Found;
import dev.wadi.console.RefusedException.Invalid;
import dev.wadi.engine.ConnectionFolder;
import dev.wadi.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes of connection files that callers of the API ask for, one after the other. What is written is what was checked;
 * secrets that were not shown stay as they are, unless the connection would take them somewhere else.
 */
final class ConnectionEdits {

    private static final Place BODY = Place.of("body");

    private final Engine engine;
    private final DefinitionSecrets secrets;
    private final ConnectionVersions versions;

    ConnectionEdits(Engine engine, DefinitionSecrets secrets, ConnectionVersions versions) {
        this.engine = engine;
        this.secrets = secrets;
        this.versions = versions;
    }

    /**
     * Writes a new connection.
     *
     * @param file the name of the file in the folder of connections; null for the one that is called like the connection
     */
    synchronized ConnectionDefinition create(ConnectionBody.Sent sent, @Nullable String file) {
        String connId = sent.connId();
        ConnectionId.problemWhenNew(connId).ifPresent(wrong -> {
            throw RefusedException.invalid(
                    "string_pattern_mismatch", List.of("body", "connection_id"), "A conn_id " + wrong);
        });
        ConnectionFolder folder = ConnectionFolder.adding(engine.workspace());
        folder.find(connId).ifPresent(there -> {
            throw new RefusedException(
                    409,
                    "The Connection with connection_id: `" + connId + "` already exists, at "
                            + there.origin().place());
        });
        Path target = target(folder, connId, file);
        ConnectionDefinition definition = checked(definition(connId, sent.fields(), Optional.empty()));
        writing(connId, () -> folder.add(definition, target));
        return definition;
    }

    /**
     * Changes a connection.
     *
     * @param mask the only fields that are written; empty for all that were sent
     * @param version the version that the caller has seen; empty for whichever is there
     * @return what is written, and the names of the fields that changed
     */
    synchronized Edited update(String connId, ConnectionBody.Sent sent, List<String> mask, Optional<String> version) {
        requireFields(mask);
        ConnectionFolder folder = ConnectionFolder.changing(engine.workspace());
        ConnectionDefinition before = writable(folder, connId);
        versions.require(version, before);
        ConnectionDefinition after = checked(changed(before, sent.changes(mask)));
        if (!after.sameContent(before)) {
            writing(connId, () -> folder.replace(before, after));
        }
        return new Edited(after, ConnectionVersions.changedFields(before, after));
    }

    /** @param changed the names of fields, never their values */
    record Edited(ConnectionDefinition definition, List<String> changed) {}

    /** Whether there is a connection of this name. */
    boolean exists(String connId) {
        return ConnectionFolder.adding(engine.workspace()).find(connId).isPresent();
    }

    /** Removes a connection. */
    synchronized void delete(String connId, Optional<String> version) {
        ConnectionFolder folder = ConnectionFolder.changing(engine.workspace());
        ConnectionDefinition before = writable(folder, connId);
        versions.require(version, before);
        writing(connId, () -> folder.remove(before));
    }

    /**
     * What a body says of a connection, with what is stored of one of that name in the place of what it hides or leaves out.
     *
     * @throws RefusedException when it is wrong, or would take a stored secret somewhere else
     */
    ConnectionDefinition meant(String connId, ConnectionBody.Sent sent) {
        Optional<ConnectionDefinition> stored = engine.connectionSet().definitions().stream()
                .filter(definition -> definition.connId().equals(connId))
                .findFirst();
        return stored.isPresent()
                ? changed(stored.get(), sent.changes(List.of()))
                : definition(connId, sent.fields(), Optional.empty());
    }

    /** The file that a new connection would be written to. */
    Path file(String connId, @Nullable String file) {
        return target(ConnectionFolder.adding(engine.workspace()), connId, file);
    }

    private static void requireFields(List<String> mask) {
        for (String name : mask) {
            if (!ConnectionBody.FIELDS.contains(name) && !name.equals("connection_id") && !name.equals("team_name")) {
                throw RefusedException.invalid(
                        "value_error",
                        List.of("query", "update_mask"),
                        "There is no such field. Name one of " + String.join(", ", ConnectionBody.FIELDS));
            }
        }
    }

    private static ConnectionDefinition writable(ConnectionFolder folder, String connId) {
        ConnectionDefinition found = folder.find(connId).orElseThrow(() -> notFound(connId));
        ConnectionFolder.whyReadOnly(found).ifPresent(why -> {
            throw new RefusedException(409, "connection '" + connId + "' cannot be changed here: " + why);
        });
        return found;
    }

    static RefusedException notFound(String connId) {
        return new RefusedException(404, "The Connection with connection_id: `" + connId + "` was not found");
    }

    private static Path target(ConnectionFolder folder, String connId, @Nullable String file) {
        if (file == null || file.isEmpty()) {
            return folder.fileFor(connId);
        }
        return folder.file(file)
                .orElseThrow(() -> RefusedException.invalid(
                        "value_error",
                        List.of("query", "file"),
                        "Must be the name of a .yaml, .yml, .json or .env file in the folder of the connections"));
    }

    private ConnectionDefinition changed(ConnectionDefinition before, Map<String, @Nullable Object> changes) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("conn_type", before.connType());
        fields.put("description", before.description());
        fields.put("host", before.host());
        fields.put("login", before.login());
        fields.put("schema", before.schema());
        fields.put("port", before.port());
        fields.put("password", before.password());
        fields.put("extra", before.extra());
        fields.putAll(changes);
        ConnectionDefinition after = definition(before.connId(), fields, Optional.of(before));
        requireOwnSecrets(before, after, givenAnew(before.connId(), fields, changes));
        return after;
    }

    /** The paths whose texts the caller wrote out, and knows therefore. */
    private Set<String> givenAnew(
            String connId, Map<String, @Nullable Object> fields, Map<String, @Nullable Object> changes) {
        return secrets.texts(parsed(connId, fields)).entrySet().stream()
                .filter(text -> !text.getValue().contains(Masking.MASK))
                .map(Map.Entry::getKey)
                .filter(path -> changes.containsKey(path.startsWith("extra.") ? "extra" : path))
                .collect(Collectors.toSet());
    }

    private void requireOwnSecrets(ConnectionDefinition before, ConnectionDefinition after, Set<String> givenAnew) {
        List<String> moved = Destinations.moved(before, after);
        if (moved.isEmpty()) {
            return;
        }
        Map<String, String> old = secrets.texts(before);
        Map<String, String> now = secrets.texts(after);
        List<Invalid> wrong = secrets.paths(after).stream()
                .filter(path -> Objects.equals(old.get(path), now.get(path)) && !givenAnew.contains(path))
                .map(path -> new Invalid(
                        "value_error",
                        loc(path),
                        "Give it again: " + String.join(", ", moved) + " changed, and a stored secret goes to no other"
                                + " place"))
                .toList();
        if (!wrong.isEmpty()) {
            throw RefusedException.invalid(wrong);
        }
    }

    private ConnectionDefinition definition(
            String connId, Map<String, @Nullable Object> fields, Optional<ConnectionDefinition> stored) {
        ConnectionDefinition sent = parsed(connId, fields);
        try {
            ConnectionDefinition before = stored.orElseGet(() -> new ConnectionDefinition(
                    connId, sent.connType(), null, null, null, null, null, null, Map.of(), sent.origin()));
            return secrets.kept(sent, before).withOrigin(before.origin());
        } catch (ConfigurationException e) {
            throw invalid(connId, e.problems());
        }
    }

    private static ConnectionDefinition parsed(String connId, Map<String, @Nullable Object> fields) {
        try {
            return ConnectionFiles.given(connId, JsonText.ascii(fields), BODY);
        } catch (ConfigurationException e) {
            throw invalid(connId, e.problems());
        }
    }

    private ConnectionDefinition checked(ConnectionDefinition definition) {
        List<Problem> errors = engine.connections().checks().check(definition).stream()
                .filter(Problem::isError)
                .toList();
        if (!errors.isEmpty()) {
            throw invalid(definition.connId(), errors);
        }
        return definition;
    }

    /** Problems of a connection, each beside the field that it is about. */
    static RefusedException invalid(String connId, List<Problem> problems) {
        return RefusedException.invalid(problems.stream()
                .filter(Problem::isError)
                .map(problem -> new Invalid(
                        "value_error",
                        loc(Found.inside(connId, problem.path())),
                        problem.what() + (problem.fix().isEmpty() ? "" : ". " + problem.fix())))
                .toList());
    }

    private static List<Object> loc(String path) {
        List<Object> loc = new ArrayList<>(List.of("body"));
        if (!path.isEmpty()) {
            loc.addAll(
                    path.startsWith("extra.")
                            ? List.of("extra", path.substring("extra.".length()))
                            : Arrays.asList(path));
        }
        return loc;
    }

    private static void writing(String connId, Runnable write) {
        try {
            write.run();
        } catch (ConfigurationException e) {
            throw new RefusedException(409, "connection '" + connId + "' was not changed: " + e.getMessage());
        }
    }
}
