package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import dev.wadi.connection.SettingsForm;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.connection.SettingsForm.Kind;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        String connId = named == null ? connId() : named;
        edits.requireNew(connId);
        ConnectionType<?> type = type();
        ConnectionDefinition definition = definition(connId, type);
        edits.check(definition);
        if (!works(definition) && !questions.isYes("Save it all the same?")) {
            throw new Questions.CancelledException();
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
                questions.say(String.valueOf(e.getMessage()));
            }
        }
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
            questions.say("There is no connection type '" + name + "'.");
        }
    }

    private ConnectionDefinition definition(String connId, ConnectionType<?> type) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Map<String, Object> extra = new LinkedHashMap<>();
        fields.put("conn_type", type.name());
        for (Item item : SettingsForm.of(type).items()) {
            Field field = item.setting().field();
            boolean isPlain = item.kind() != Kind.RECORD && item.kind() != Kind.OBJECT;
            boolean isAsked =
                    switch (field) {
                        case HOST, PORT, LOGIN, PASSWORD, SCHEMA -> true;
                        case EXTRA -> item.setting().required();
                        case WADI, LEFTOVERS -> false;
                    };
            if (isAsked && isPlain) {
                String answer = ask(item);
                if (!answer.isEmpty() && !answer.equals(item.setting().defaultValue())) {
                    (field == Field.EXTRA ? extra : fields).put(item.key(), answer);
                }
            }
        }
        more(type, extra);
        fields.put("extra", extra);
        return ConnectionFlags.of(connId, fields);
    }

    private String ask(Item item) {
        while (true) {
            String label = item.label() + (item.setting().required() ? " (required)" : "");
            String answer = item.setting().secret()
                    ? questions.askSecret(label)
                    : questions.ask(label, item.setting().defaultValue(), item.choices());
            if (!answer.isEmpty() || !item.setting().required()) {
                return answer;
            }
        }
    }

    /** Extra keys: few are needed, so they are named instead of asked for one by one. */
    private void more(ConnectionType<?> type, Map<String, Object> extra) {
        List<String> keys = SettingsForm.of(type).in(Field.EXTRA).stream()
                .map(Item::key)
                .filter(key -> !extra.containsKey(key))
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        Paragraph.of("More settings: " + String.join(", ", keys), 0).forEach(questions::say);
        while (true) {
            String line = questions.ask("key=value, or nothing", "", keys);
            int equals = line.indexOf('=');
            if (line.isEmpty()) {
                return;
            }
            if (equals < 1) {
                questions.say("Write it as key=value.");
            } else {
                extra.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
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
}
