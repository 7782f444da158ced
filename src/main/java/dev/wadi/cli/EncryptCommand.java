package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Encryption.Encrypted;
import dev.wadi.connection.Fernet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "encrypt",
        description = "Writes Fernet tokens in the place of secrets in clear text, by the first key of WADI_FERNET_KEY."
                + " Placeholders stay, and so do comments and order.")
final class EncryptCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..*")
    private List<String> connIds = List.of();

    @Option(names = "--all", description = "All connections of the files.")
    private boolean all;

    @Option(names = "--generate-key", description = "Prints a new key, and does nothing else.")
    private boolean generateKey;

    private final Session session;

    EncryptCommand(Session session) {
        this.session = session;
    }

    /** A key, as JSON shows it. */
    private record NewKey(String key) {}

    @Override
    public Integer call() {
        if (generateKey) {
            NewKey made = new NewKey(Fernet.newKey());
            session.print(made, () -> session.out().println(made.key()));
            return ExitCode.DONE;
        }
        if (all != connIds.isEmpty()) {
            throw new ConfigurationException(Problem.error(
                    Place.of("CONN_ID"),
                    "",
                    all ? "does not go with --all" : "is missing",
                    "Name connections, or write --all for those of all files"));
        }
        EncryptedFiles files = EncryptedFiles.of(session);
        List<ConnectionDefinition> chosen = all ? files.definitions() : files.definitions(connIds);
        List<Encrypted> encrypted = files.encryption().encrypt(chosen);
        session.print(encrypted, () -> {
            encrypted.forEach(one -> session.out().println(EncryptedFiles.sentence(one, "encrypted")));
            if (encrypted.isEmpty()) {
                session.out().println("There is nothing to encrypt: no secret is written in clear text.");
            }
        });
        return ExitCode.DONE;
    }
}
