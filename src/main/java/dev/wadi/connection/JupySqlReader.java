package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.IniFile.Section;
import dev.wadi.connection.IniFile.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads JupySQL's {@code connections.ini}, as {@link JupySqlSection} writes it: a section for each connection, with the
 * arguments of SQLAlchemy's {@code URL.create}, or with one {@code url}.
 */
final class JupySqlReader {

    private static final List<String> KEYS =
            List.of("drivername", "username", "password", "host", "port", "database", "query");
    private static final Map<String, String> TYPES = Map.of(
            "postgresql", "postgres",
            "postgres", "postgres",
            "mysql", "mysql",
            "mariadb", "mysql",
            "sqlite", "sqlite",
            "duckdb", "duckdb",
            "mssql", "mssql",
            "oracle", "oracle");
    private static final Pattern LONE_PERCENT = Pattern.compile("(?:[^%]|%%)*+%.*", Pattern.DOTALL);

    private final String file;
    private final Problems problems;

    JupySqlReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    List<ConnectionDefinition> read(String text) {
        return new IniFile(file, problems)
                .read(text).stream()
                        .flatMap(section -> definition(section).stream())
                        .toList();
    }

    private Optional<ConnectionDefinition> definition(Section section) {
        DefinitionReader reader = new DefinitionReader(section.name(), section.place(), problems);
        Optional<String> wrong = ConnectionId.problem(section.name());
        if (wrong.isPresent()) {
            problems.error(
                    section.place(),
                    "",
                    "the conn_id '" + DefinitionReader.shown(section.name()) + "' " + wrong.get(),
                    "Choose another name");
            return Optional.empty();
        }
        Map<String, Value> values = new LinkedHashMap<>();
        section.values().forEach((key, value) -> values.put(key, plain(section, key, value)));
        Value url = values.get("url");
        if (url != null && values.size() == 1) {
            Optional<Map<String, String>> parts = SqlAlchemyUrl.parts(url.text());
            return parts.isEmpty()
                    ? reader.fail(
                            url.place(),
                            "url",
                            "is not a URL of SQLAlchemy",
                            "Write it as dialect://username:password@host:port/database")
                    : definition(reader, parts.get(), key -> url.place());
        }
        Map<String, String> parts = new LinkedHashMap<>();
        values.forEach((key, value) -> parts.put(key, value.text()));
        return known(section, values)
                ? definition(reader, parts, key -> values.getOrDefault(key, new Value("", section.place()))
                        .place())
                : Optional.empty();
    }

    private Value plain(Section section, String key, Value value) {
        if (LONE_PERCENT.matcher(value.text()).matches()) {
            problems.error(
                    value.place(),
                    section.name() + "." + DefinitionReader.shown(key),
                    "holds a % that stands alone, which Python's ConfigParser refuses or replaces",
                    "Write %% for %");
        }
        return new Value(value.text().replace("%%", "%"), value.place());
    }

    private boolean known(Section section, Map<String, Value> values) {
        boolean fine = true;
        for (Map.Entry<String, Value> value : values.entrySet()) {
            if (!KEYS.contains(value.getKey())) {
                problems.error(
                        value.getValue().place(),
                        section.name() + "." + DefinitionReader.shown(value.getKey()),
                        "unknown key",
                        "A section has " + String.join(", ", KEYS) + ", or url alone");
                fine = false;
            }
        }
        return fine;
    }

    /** Where a key is written. */
    private interface Places {
        Place of(String key);
    }

    private Optional<ConnectionDefinition> definition(
            DefinitionReader reader, Map<String, String> parts, Places places) {
        String dialect = parts.getOrDefault("drivername", "").replaceFirst("\\+.*", "");
        String type = TYPES.get(dialect);
        if (type == null) {
            return reader.fail(
                    places.of("drivername"),
                    "drivername",
                    dialect.isEmpty()
                            ? "is missing"
                            : "no connection type for '" + DefinitionReader.shown(dialect) + "'",
                    "Write one of postgresql, mysql, mariadb, sqlite, duckdb, mssql, oracle");
        }
        Optional<Map<String, String>> query = PythonDictionary.read(parts.getOrDefault("query", "{}"));
        if (query.isEmpty()) {
            return reader.fail(
                    places.of("query"),
                    "query",
                    "is not a dict of Python with text, numbers, True and False",
                    "Write it as {'key': 'value'}");
        }
        String port = parts.get("port");
        if (port != null && !isPort(port)) {
            return reader.fail(
                    places.of("port"), "port", "must be a number from 0 to 65535", "Change it, or remove it");
        }
        return Optional.of(definition(reader, type, parts, new JupySqlQuery(type, query.get())));
    }

    private static boolean isPort(String port) {
        return port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65535;
    }

    private static ConnectionDefinition definition(
            DefinitionReader reader, String type, Map<String, String> parts, JupySqlQuery query) {
        boolean isFile = type.equals("sqlite") || type.equals("duckdb");
        String database = parts.get("database");
        return new ConnectionDefinition(
                reader.connId(),
                type,
                null,
                isFile ? query.path(database) : parts.get("host"),
                parts.get("username"),
                parts.get("password"),
                parts.get("port"),
                isFile ? null : database,
                query.extra(),
                reader.origin(Map.of()));
    }
}
