package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.EncryptedValues;
import dev.wadi.connection.Encryption;
import dev.wadi.connection.Encryption.Encrypted;
import dev.wadi.connection.Fernet;
import dev.wadi.engine.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of connections, as the commands see them that write tokens into them. */
final class EncryptedFiles {

    private static final String KEY = "WADI_FERNET_KEY";

    private final Session session;
    private final Workspace workspace;
    private final Fernet keys;
    private final ConnectionSet set;

    private EncryptedFiles(Session session, Workspace workspace, String keys) {
        this.session = session;
        this.workspace = workspace;
        this.keys = new Fernet(keys);
        this.set = workspace.connectionSet();
    }

    /** @throws ConfigurationException when there is no key */
    static EncryptedFiles of(Session session) {
        Workspace workspace = session.workspace();
        String keys = workspace.settings().fernetKey();
        if (keys == null) {
            throw new ConfigurationException(Problem.error(
                    Place.of(KEY),
                    "",
                    "is not set",
                    "'wadi encrypt --generate-key' makes a key. Keep it safe, and set the variable to it here and for"
                            + " the service"));
        }
        return new EncryptedFiles(session, workspace, keys);
    }

    Encryption encryption() {
        return new Encryption(workspace.types(), keys);
    }

    /**
     * All connections of the files.
     *
     * @throws ConfigurationException when one of the files is rejected: what is in it would be left out
     */
    List<ConnectionDefinition> definitions() {
        List<Problem> wrong = set.problems().stream()
                .filter(problem -> problem.isError()
                        && Files.exists(Path.of(problem.place().file())))
                .toList();
        if (!wrong.isEmpty()) {
            throw new ConfigurationException(wrong);
        }
        return Stream.concat(set.definitions().stream(), set.shadowed().stream())
                .filter(EncryptedFiles::isInFile)
                .sorted(Comparator.comparing(ConnectionDefinition::connId))
                .toList();
    }

    /** Some of them. */
    List<ConnectionDefinition> definitions(List<String> connIds) {
        ConnectionEdits edits = ConnectionEdits.changing(session);
        return connIds.stream().distinct().map(edits::inFile).toList();
    }

    /** The variables with values that the first key does not open. */
    Set<String> ofVariables() {
        Set<String> variables = new TreeSet<>();
        set.definitions().stream()
                .filter(definition -> !isInFile(definition))
                .forEach(definition -> EncryptedValues.of(definition).stream()
                        .filter(value -> !keys.isOfFirstKey(value.token()))
                        .forEach(value ->
                                variables.add(definition.origin().place().file())));
        return variables;
    }

    private static boolean isInFile(ConnectionDefinition definition) {
        return Files.exists(Path.of(definition.origin().place().file()));
    }

    /** What became of a connection, as text shows it. */
    static String sentence(Encrypted encrypted, String done) {
        List<String> values = encrypted.values();
        return "Connection '" + encrypted.connId() + "': " + String.join(", ", values) + " "
                + (values.size() == 1 ? "was " : "were ") + done + " in " + encrypted.file() + ".";
    }
}
