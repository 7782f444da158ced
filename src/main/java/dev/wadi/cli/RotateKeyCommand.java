package dev.wadi.cli;

import dev.wadi.connection.Encryption.Encrypted;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "rotate-key",
        description = "Encrypts again, by the first key of WADI_FERNET_KEY, what the files have encrypted by its other"
                + " keys. Either all of it is, or none.")
final class RotateKeyCommand implements Callable<Integer> {

    private final Session session;

    RotateKeyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        EncryptedFiles files = EncryptedFiles.of(session);
        List<Encrypted> rotated = files.encryption().rotate(files.definitions());
        session.print(rotated, () -> {
            rotated.forEach(one -> session.out().println(EncryptedFiles.sentence(one, "encrypted again")));
            if (rotated.isEmpty()) {
                session.out().println("There is nothing to do: no value is encrypted by another key than the first.");
            }
        });
        files.ofVariables().forEach(variable -> session.err()
                .println("The variable " + variable
                        + " has a value that is encrypted by another key than the first. Change it where it is"
                        + " set."));
        return ExitCode.DONE;
    }
}
