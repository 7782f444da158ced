package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.FileFields;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be wrong with the file and its parameters. */
final class SqliteCheck {

    private static final Set<String> BOOLEAN = Set.of("0", "1", "true", "false", "yes", "no", "on", "off");
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "mode", Set.of("ro", "rw", "rwc", "memory"),
            "cache", Set.of("shared", "private"),
            "immutable", BOOLEAN,
            "nolock", BOOLEAN,
            "psow", BOOLEAN);
    private static final List<String> NAMES = List.of("mode", "cache", "immutable", "nolock", "psow", "vfs");
    private static final Pattern VFS = Pattern.compile("[A-Za-z0-9_-]+");

    private final SqliteSettings settings;
    private final SettingProblems problems;

    SqliteCheck(SqliteSettings settings, SettingProblems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void check() {
        String host = settings.host() == null ? "" : settings.host();
        boolean otherColon = host.startsWith(":") && !host.equals(FileFields.MEMORY);
        if (otherColon || host.contains("://") || host.indexOf('\0') >= 0) {
            problems.problem("host", "'" + host + "' is not a file", "Write a path such as /data/orders.db");
            return;
        }
        if (settings.schema() != null
                && !host.isEmpty()
                && (host.startsWith("file:") || !FileFields.isFirstPart(host))) {
            problems.problem("schema", "would become a part of the path " + host, "Remove it");
            return;
        }
        SqlitePath path = SqlitePath.of(settings.host(), settings.schema());
        if (path.path().isEmpty()) {
            problems.warning(
                    "host",
                    "is missing, so the database is temporary and empty at each start",
                    "Set it to the path of a file, or to :memory:");
        }
        if (path.path().equals(FileFields.MEMORY) && settings.schema() != null) {
            problems.warning(
                    "schema",
                    "is read as a database in memory; Airflow would make a file of that name in /",
                    "Set host to :memory: and remove schema");
        }
        path.parameters().forEach(this::checkParameter);
        if (settings.vfs() != null) {
            checkVfs("extra.vfs", settings.vfs());
        }
    }

    private void checkParameter(String name, String value) {
        if (!NAMES.contains(name)) {
            problems.problem(
                    "host", "has the unknown parameter '" + name + "'", "It may have " + String.join(", ", NAMES));
        } else if (SqliteUri.ofExtra(settings).containsKey(name)) {
            problems.problem("extra." + name, "is a parameter of host as well", "Remove one of them");
        } else if (name.equals("vfs")) {
            checkVfs("host", value);
        } else if (!PARAMETERS.getOrDefault(name, Set.of()).contains(value)) {
            problems.problem(
                    "host",
                    "has the parameter " + name + "=" + value,
                    "It may be "
                            + String.join(
                                    ", ",
                                    PARAMETERS.getOrDefault(name, Set.of()).stream()
                                            .sorted()
                                            .toList()));
        }
    }

    private void checkVfs(String setting, String vfs) {
        if (!VFS.matcher(vfs).matches()) {
            problems.problem(setting, "vfs must be a name, was '" + vfs + "'", "Remove it");
        }
    }
}
