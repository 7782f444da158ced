package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.cli.doctor.Trials.Trial;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.spi.ConnectionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of the connections found out, and what mends a failure. */
final class Servers {

    private final Findings findings = new Findings(Topic.CONNECTIONS);

    List<Finding> examine(List<Trial> trials) {
        trials.forEach(this::examine);
        return findings.found();
    }

    private void examine(Trial trial) {
        ConnectionDefinition definition = trial.definition();
        RuntimeException failure = trial.failure();
        if (failure == null) {
            findings.ok(definition.connId(), String.valueOf(trial.answer()));
        } else if (failure instanceof ConnectionException world) {
            findings.problem(definition.connId(), world.what(), fix(definition, world.what()));
        }
        // What is wrong in files is said there.
    }

    private static String fix(ConnectionDefinition definition, String what) {
        String update = "wadi connections update " + definition.connId();
        boolean isWritten = Files.exists(Path.of(definition.origin().place().file()));
        String change = isWritten
                ? update
                : "the variable " + definition.origin().place().file();
        String again = "Then: wadi connections test " + definition.connId();
        if (what.contains("host name is not known")) {
            return "Mend the name (" + change + (isWritten ? " --conn-host NAME" : "") + ") or the DNS here. " + again;
        }
        if (what.contains("refused the login")) {
            return "Mend login and password: " + change + (isWritten ? " --conn-login NAME" : "") + ". " + again;
        }
        if (what.contains("Connection refused") || what.contains("no answer") || what.contains("no route")) {
            return "Start the server, let it be reached from here, or mend host and port (" + change
                    + (isWritten ? " --conn-host NAME --conn-port N" : "") + "). " + again;
        }
        if (what.contains("TLS")) {
            return "Mend the certificate, or what the connection says of it. " + again;
        }
        return "Mend it. " + again;
    }
}
