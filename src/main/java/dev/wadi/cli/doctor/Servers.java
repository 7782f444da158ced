package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.cli.doctor.Trials.Trial;
import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.NothingThereException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the tests of the connections found out, and what mends a failure. */
final class Servers {

    private final Set<String> told;
    private final Findings findings = new Findings(Topic.CONNECTIONS);

    /** @param told where files have problems */
    Servers(Set<String> told) {
        this.told = told;
    }

    List<Finding> examine(List<Trial> trials) {
        trials.forEach(this::examine);
        return findings.found();
    }

    private void examine(Trial trial) {
        ConnectionDefinition definition = trial.definition();
        RuntimeException failure = trial.failure();
        if (failure == null) {
            findings.ok(definition.connId(), String.valueOf(trial.answer()));
            trial.writesTo().ifPresent(folder -> room(definition.connId(), folder));
        } else if (failure instanceof NothingThereException) {
            findings.ok(definition.connId(), "there is no such file yet; the first statement makes it");
        } else if (failure instanceof ConnectionException world) {
            findings.problem(definition.connId(), world.what(), fix(definition, world.what()));
        } else if (failure instanceof ConfigurationException wrong) {
            wrong.problems().stream().limit(1).forEach(problem -> wrong(definition.connId(), problem));
        }
    }

    /** Its sinks and routes would fail, although its test did not. */
    private void room(String connId, Path folder) {
        try {
            Space space = Space.of(folder);
            if (space.isFull()) {
                findings.problem(connId, "the disk of " + folder + " is full: " + space, WriteProbe.MAKE_ROOM);
            } else if (space.isLittle()) {
                findings.warning(connId, "there is little room in " + folder + ": " + space, WriteProbe.MAKE_ROOM);
            }
        } catch (IOException e) {
            findings.warning(connId, "it is not known what room there is in " + folder, "See what df says of it");
        }
    }

    /** What is a problem of the files is said there; a placeholder without a value is one only here and now. */
    private void wrong(String connId, Problem problem) {
        if (!told.contains(problem.place().toString())) {
            findings.problem(connId, "cannot be opened: " + problem.path() + ": " + problem.what(), problem.fix());
        }
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
