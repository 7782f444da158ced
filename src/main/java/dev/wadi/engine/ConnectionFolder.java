package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFileEditor;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.DefinitionSecrets;
import dev.wadi.connection.Fernet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of connections, for those who change them: which file is meant, what cannot be changed, and how it is written.
 * Where there are keys, secrets are written as tokens. It knows what the files said when it was made; a file that somebody
 * else has changed since is changed as it is now. Everything throws {@link ConfigurationException}.
 */
public final class ConnectionFolder {

    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}_. -]{0,200}\\.(yaml|yml|json|env)");

    private final Path folder;
    private final ConnectionSet set;
    private final DefinitionSecrets secrets;
    private final @Nullable Fernet keys;

    private ConnectionFolder(Workspace workspace, ConnectionSet set) {
        this.folder = workspace.settings().connections();
        this.set = set;
        this.secrets = new DefinitionSecrets(workspace.types());
        this.keys = workspace.fernet();
    }

    /** For changes of what there is. */
    public static ConnectionFolder changing(Workspace workspace) {
        return new ConnectionFolder(workspace, workspace.connectionSet());
    }

    /** For new ones; the folder is made when it is not there. */
    public static ConnectionFolder adding(Workspace workspace) {
        return new ConnectionFolder(workspace, workspace.connectionSetToAddTo());
    }

    /** What files and environment say. */
    public ConnectionSet set() {
        return set;
    }

    /** The connection as it counts. */
    public Optional<ConnectionDefinition> find(String connId) {
        return set.definitions().stream()
                .filter(definition -> definition.connId().equals(connId))
                .findFirst();
    }

    /** What a file says of a connection that a variable of the environment wins over. */
    public Optional<ConnectionDefinition> shadowed(String connId) {
        return set.shadowed().stream()
                .filter(definition -> definition.connId().equals(connId))
                .findFirst();
    }

    /** The connection as a file has it; empty when there is none, or only a variable has it. */
    public Optional<ConnectionDefinition> inFile(String connId) {
        return shadowed(connId).or(() -> find(connId)).filter(definition -> Files.exists(fileOf(definition)));
    }

    /** Why a connection cannot be changed here; empty when it can. */
    public static Optional<String> whyReadOnly(ConnectionDefinition definition) {
        return new ReadOnlyFiles().why(definition);
    }

    /** Why nothing can be written into a folder; empty when it can, and when it is not there and could be made. */
    public static Optional<String> whyReadOnly(@Nullable Path folder) {
        Path nearest = folder;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.toAbsolutePath().getParent();
        }
        boolean canWrite = nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest);
        return canWrite
                ? Optional.empty()
                : Optional.of("the folder " + folder + " cannot be written. Check its permissions");
    }

    /** The file that a new connection is written into, unless another one is chosen. */
    public Path fileFor(String connId) {
        return folder.resolve(connId + ".yaml");
    }

    /** The file of a name in the folder; empty for a name that leads elsewhere, or that is not of a file of connections. */
    public Optional<Path> file(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Path file = folder.resolve(name);
        boolean isElsewhere = Files.isSymbolicLink(file) || (Files.exists(file) && !Files.isRegularFile(file));
        return isElsewhere ? Optional.empty() : Optional.of(file);
    }

    /** Saves a new connection. */
    public Path add(ConnectionDefinition definition, @Nullable Path chosen) {
        Path file = chosen == null ? fileFor(definition.connId()) : chosen;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ConfigurationException(Problem.error(
                    Place.of(folder.toString()), "", "cannot be made: " + e.getMessage(), "Name another folder"));
        }
        ConnectionFileEditor.add(file, written(definition));
        return file;
    }

    /** Saves a changed connection where it stands. */
    public Path replace(ConnectionDefinition before, ConnectionDefinition after) {
        ConnectionFileEditor.replace(fileOf(before), written(after));
        return fileOf(before);
    }

    /** Removes a connection from its file. */
    public Path remove(ConnectionDefinition definition) {
        ConnectionFileEditor.remove(fileOf(definition), definition.connId());
        return fileOf(definition);
    }

    private ConnectionDefinition written(ConnectionDefinition definition) {
        Fernet present = keys;
        return present == null ? definition : secrets.encrypted(definition, present);
    }

    static Path fileOf(ConnectionDefinition definition) {
        return Path.of(definition.origin().place().file());
    }
}
