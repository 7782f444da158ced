package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.SettingsForm;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.connection.SettingsForm.Kind;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one connection, as a person is asked for them. Each answer is checked at once. They are kept, so that who is
 * asked again need only change what was wrong.
 */
final class ConnectionForm {

    private static final String EXTRA = "extra.";

    private final String connId;
    private final ConnectionType<?> type;
    private final ConnectionEdits edits;
    private final Questions questions;
    private final List<Item> items;

    /** By the paths of the settings. */
    private final Map<String, String> answers = new LinkedHashMap<>();

    ConnectionForm(String connId, ConnectionType<?> type, ConnectionEdits edits, Questions questions) {
        this.connId = connId;
        this.type = type;
        this.edits = edits;
        this.questions = questions;
        this.items = SettingsForm.of(type).items();
    }

    /** Asks until nothing is wrong with the connection as a whole. */
    ConnectionDefinition ask() {
        while (true) {
            items.stream().filter(ConnectionForm::isAsked).forEach(this::ask);
            more();
            List<Problem> problems = problems();
            problems.forEach(this::say);
            if (problems.stream().noneMatch(Problem::isError)) {
                return definition();
            }
        }
    }

    private static boolean isAsked(Item item) {
        boolean isPlain = item.kind() != Kind.RECORD && item.kind() != Kind.OBJECT;
        return isPlain
                && switch (item.setting().field()) {
                    case HOST, PORT, LOGIN, PASSWORD, SCHEMA -> true;
                    case EXTRA -> item.setting().required();
                    case WADI, LEFTOVERS -> false;
                };
    }

    private void ask(Item item) {
        boolean isAnswered = false;
        while (!isAnswered) {
            String answer = answer(item);
            if (answer.equals("?")) {
                explain(item);
            } else if (answer.isEmpty() && item.setting().required()) {
                questions.say("It is needed.");
            } else {
                put(item.path(), answer.equals(item.setting().defaultValue()) ? "" : answer);
                isAnswered = isRight(item.path());
            }
        }
    }

    private String answer(Item item) {
        String before = answers.getOrDefault(item.path(), "");
        String label = item.label() + (item.setting().required() ? " (required)" : "");
        if (item.setting().secret()) {
            return questions.askSecret(label, before);
        }
        String byDefault = item.setting().defaultValue();
        String example = item.setting().example();
        String hint = byDefault.isEmpty() && !example.isEmpty() ? ", such as " + example : "";
        return questions.ask(label + hint, byDefault, before, item.choices());
    }

    private void explain(Item item) {
        questions.say(item.setting().description(), 4);
    }

    private void put(String path, String answer) {
        if (answer.isEmpty()) {
            answers.remove(path);
        } else {
            answers.put(path, answer);
        }
    }

    /** Whether nothing is wrong with one setting; what is, is said. */
    private boolean isRight(String path) {
        List<Problem> problems = problems().stream()
                .filter(problem -> problem.isError() && isAt(problem, path))
                .toList();
        problems.forEach(this::say);
        return problems.isEmpty();
    }

    private List<Problem> problems() {
        try {
            return edits.problems(definition());
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    /** Without the place: nothing is written yet, so there is no line that could be removed. */
    private void say(Problem problem) {
        String path = problem.path().replaceFirst("^" + Pattern.quote(connId) + "\\.", "");
        String fix = problem.fix().contains("emove the line") || problem.fix().startsWith("Leave it out")
                ? ""
                : " " + problem.fix() + ".";
        questions.say((problem.isError() ? "" : "warning: ")
                + (path.isEmpty() ? "" : path + ": ")
                + problem.what() + "." + fix);
    }

    /** Extra keys: few are needed, so they are named instead of asked for one by one. */
    private void more() {
        List<Item> further = items.stream()
                .filter(item -> item.setting().field() == Field.EXTRA && !isAsked(item))
                .toList();
        if (further.isEmpty()) {
            return;
        }
        questions.say("More settings: "
                + String.join(", ", further.stream().map(Item::key).toList()));
        sayFurther();
        boolean isMore = true;
        while (isMore) {
            isMore = further(further, questions.ask("key=value, or nothing", "", completions(further)));
        }
    }

    /** What was said of them so far; a key that no setting has may hold a secret. */
    private void sayFurther() {
        Map<String, String> said = new LinkedHashMap<>(answers);
        items.stream().filter(ConnectionForm::isAsked).map(Item::path).forEach(said::remove);
        Set<String> plain = items.stream()
                .filter(item -> !item.setting().secret())
                .map(Item::path)
                .collect(Collectors.toSet());
        said.forEach((path, answer) ->
                questions.say(path.substring(EXTRA.length()) + "=" + (plain.contains(path) ? answer : "***"), 4));
    }

    private boolean further(List<Item> further, String line) {
        int equals = line.indexOf('=');
        if (line.equals("?")) {
            further.forEach(item -> {
                questions.say(item.key());
                explain(item);
            });
        } else if (equals > 0) {
            set(
                    further,
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        } else if (!line.isEmpty()) {
            questions.say("Write it as key=value; key= takes it back.");
        }
        return !line.isEmpty();
    }

    /** A key that the type does not name may be an alias, or what goes to the server as it is; or a slip. */
    private void set(List<Item> further, String key, String value) {
        put(EXTRA + key, value);
        List<String> known = further.stream().map(Item::key).toList();
        boolean isSlip = !known.contains(key)
                && problems().stream().anyMatch(problem -> !problem.isError() && isAt(problem, EXTRA + key));
        if (isSlip) {
            questions.say("There is no setting '" + key + "'. " + Nearest.didYouMean(key, known));
        }
        if (isSlip || !isRight(EXTRA + key)) {
            answers.remove(EXTRA + key);
        }
    }

    private boolean isAt(Problem problem, String path) {
        return problem.path().equals(connId + "." + path);
    }

    private static List<String> completions(List<Item> further) {
        List<String> completions = new ArrayList<>();
        for (Item item : further) {
            completions.add(item.key() + "=");
            item.choices().forEach(choice -> completions.add(item.key() + "=" + choice));
        }
        return completions;
    }

    private ConnectionDefinition definition() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Map<String, Object> extra = new LinkedHashMap<>();
        fields.put("conn_type", type.name());
        answers.forEach((path, answer) -> {
            if (path.startsWith(EXTRA)) {
                extra.put(path.substring(EXTRA.length()), answer);
            } else {
                fields.put(path, answer);
            }
        });
        fields.put("extra", extra);
        return ConnectionFlags.of(connId, fields);
    }
}
