package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for a connection: its name, its type, the fields of the type, and what else one may say; then tests and saves it. */
final class AddDialog {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Session session;
    private final ConnectionEdits edits;
    private final Questions questions;

    AddDialog(Session session, ConnectionEdits edits, Questions questions) {
        this.session = session;
        this.edits = edits;
        this.questions = questions;
    }

    int run(@Nullable String named, @Nullable Path file) {
        if (named != null) {
            edits.requireNew(named);
        }
        String connId = named == null ? connId() : named;
        ConnectionForm form = new ConnectionForm(connId, type(), edits, questions);
        questions.say("Enter takes what is in brackets, or nothing. ? explains. Ctrl-C ends it with nothing saved.");
        ConnectionDefinition definition = form.ask();
        while (!works(definition) && !isSavedAllTheSame()) {
            definition = form.ask();
        }
        Saved saved = new Saved(connId, "added", edits.add(definition, file).toString());
        session.print(saved, () -> session.out().println(saved.sentence()));
        return ExitCode.DONE;
    }

    private String connId() {
        while (true) {
            String connId = questions.ask("conn_id", "", List.of());
            try {
                edits.requireNew(connId);
                return connId;
            } catch (ConfigurationException e) {
                questions.say(connId.isEmpty() ? "It is needed." : sentences(e));
            }
        }
    }

    private static String sentences(ConfigurationException wrong) {
        return wrong.problems().stream()
                .map(problem -> problem.what() + ". " + problem.fix() + ".")
                .collect(Collectors.joining("\n"));
    }

    private ConnectionType<?> type() {
        List<String> names = edits.workspace().types().all().stream()
                .map(ConnectionType::name)
                .toList();
        questions.say("Types: " + String.join(", ", names));
        while (true) {
            String name = questions.ask("conn_type", "", names);
            ConnectionType<?> type = edits.workspace().types().find(name).orElse(null);
            if (type != null) {
                return type;
            }
            questions.say(
                    name.isEmpty()
                            ? "It is needed."
                            : "There is no connection type '" + name + "'. " + Nearest.didYouMean(name, names));
        }
    }

    private boolean works(ConnectionDefinition definition) {
        questions.say("Testing…");
        try (Connections connections = edits.workspace().connections()) {
            questions.say("It works: " + connections.test(definition, TIMEOUT));
            return true;
        } catch (ConnectionException | ConfigurationException e) {
            questions.say(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Otherwise it is to be changed. */
    private boolean isSavedAllTheSame() {
        while (true) {
            String answer = questions
                    .ask("Change it (c), save it all the same (y), or leave it (n)?", "c", List.of("c", "y", "n"))
                    .toLowerCase(Locale.ROOT);
            switch (answer.charAt(0)) {
                case 'c' -> {
                    return false;
                }
                case 'y' -> {
                    return true;
                }
                case 'n' -> throw new Questions.CancelledException();
                default -> questions.say("Type c, y or n.");
            }
        }
    }
}
