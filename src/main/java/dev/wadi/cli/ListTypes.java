package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.SettingsForm;
import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.spi.ConnectionType;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Parameters;

@Command(name = "types", description = "Lists the connection types, or what a connection of one type may say.")
final class ListTypes implements Callable<Integer> {

    @Parameters(paramLabel = "TYPE", arity = "0..1", description = "A conn_type.")
    private @Nullable String name;

    private final Session session;

    ListTypes(Session session) {
        this.session = session;
    }

    /** A type as JSON shows it. */
    record Row(String connType, String title, List<String> aliases) {}

    /** A setting as JSON shows it. */
    record SettingRow(
            String setting,
            String label,
            String kind,
            List<String> choices,
            boolean required,
            boolean secret,
            String defaultValue,
            String example,
            String description) {}

    @Override
    public Integer call() {
        ConnectionTypes types = session.workspace().types();
        if (name == null) {
            List<Row> rows = types.all().stream()
                    .map(type -> new Row(type.name(), type.title(), List.copyOf(new TreeSet<>(type.aliases()))))
                    .toList();
            session.print(rows, () -> printTypes(rows));
            return ExitCode.DONE;
        }
        List<SettingRow> rows = settings(required(types, name));
        session.print(rows, () -> printSettings(rows));
        return ExitCode.DONE;
    }

    private static ConnectionType<?> required(ConnectionTypes types, String name) {
        List<String> known = types.all().stream().map(ConnectionType::name).toList();
        return types.find(name)
                .orElseThrow(() -> new ConfigurationException(Problem.error(
                        Place.of("TYPE"),
                        "",
                        "no connection type '" + name + "'",
                        Nearest.didYouMean(name, known) + "'wadi connections types' lists them")));
    }

    private static List<SettingRow> settings(ConnectionType<?> type) {
        return SettingsForm.of(type).leaves().stream()
                .map(leaf -> row(leaf.path(), leaf.item()))
                .toList();
    }

    private static SettingRow row(String path, Item item) {
        return new SettingRow(
                path,
                item.label(),
                item.kind().name().toLowerCase(Locale.ROOT),
                item.choices(),
                item.setting().required(),
                item.setting().secret(),
                item.setting().defaultValue(),
                item.setting().example(),
                item.setting().description());
    }

    private void printTypes(List<Row> rows) {
        Table table = new Table("TYPE", "NAME", "ALSO WRITTEN");
        rows.forEach(row -> table.row(row.connType(), row.title(), String.join(", ", row.aliases())));
        table.print(session.out());
        session.out().println("\nWhat one may say: wadi connections types TYPE");
    }

    private void printSettings(List<SettingRow> rows) {
        for (SettingRow row : rows) {
            String name = Ansi.AUTO.string("@|bold " + row.setting() + "|@");
            String kind = kind(row);
            if (row.setting().length() + 2 + kind.length() <= Table.WIDTH) {
                session.out().println(name + "  " + kind);
            } else {
                session.out().println(name);
                Paragraph.of(kind, 2).forEach(session.out()::println);
            }
            Paragraph.of(row.description(), 4).forEach(session.out()::println);
        }
    }

    private static String kind(SettingRow row) {
        StringBuilder text =
                new StringBuilder(row.choices().isEmpty() ? row.kind() : String.join(" | ", row.choices()));
        text.append(row.required() ? ", required" : "").append(row.secret() ? ", secret" : "");
        if (!row.defaultValue().isEmpty()) {
            text.append(", default ").append(row.defaultValue());
        }
        if (!row.example().isEmpty()) {
            text.append(", such as ").append(row.example());
        }
        return text.toString();
    }
}
