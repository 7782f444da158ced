package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * What a query in DuckDB's SQL reads, by DuckDB's own parser. Nothing is executed. The DuckDB is started when it is first
 * needed, which takes up to half a second, so one of these is used for all files of a check. Thread-safe.
 */
public final class SqlNames implements AutoCloseable {

    private static final String PARSE =
            "SELECT json_serialize_sql(?::VARCHAR, skip_default := true, " + "skip_empty := true, skip_null := true)";

    private @Nullable Connection duckdb;
    private @Nullable PreparedStatement parse;
    private @Nullable Set<String> builtIn;

    /** Made when the first query is looked into: it delays a start. */
    private static final class Json {
        static final JsonMapper MAPPER = new JsonMapper();
    }

    /** What the parser says of a text. */
    sealed interface Parsed {

        /** One or more statements that can be told apart; {@code names} are those that they read. */
        record Queries(int count, Set<String> names) implements Parsed {}

        /** Statements that are right, and no queries or none that can be looked into. */
        record Other() implements Parsed {}

        /** A text that does not parse. */
        record Wrong(int line, String reason) implements Parsed {}
    }

    /**
     * The names of the relations that a query reads, as it writes them; DuckDB does not tell upper case from lower. Those
     * of its own common table expressions are not among them, and neither are those in other schemas than {@code main}.
     * Empty when they cannot be told: the text has templates, does not parse, or is no query.
     */
    public Optional<Set<String>> read(String query) {
        if (Templates.isTemplate(query)) {
            return Optional.empty();
        }
        return parse(query) instanceof Parsed.Queries queries ? Optional.of(queries.names()) : Optional.empty();
    }

    synchronized Parsed parse(String sql) {
        try {
            PreparedStatement statement = prepared();
            statement.setString(1, sql);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return parsed(sql, Json.MAPPER.readTree(rows.getString(1)));
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("DuckDB cannot parse: " + e.getMessage(), e);
        }
    }

    private static Parsed parsed(String sql, JsonNode answer) {
        if (!answer.path("error").asBoolean()) {
            Set<String> names = new LinkedHashSet<>();
            answer.path("statements").forEach(statement -> collect(statement, Set.of(), names));
            return new Parsed.Queries(answer.path("statements").size(), names);
        }
        if (!answer.path("error_type").asText().equals("parser")) {
            return new Parsed.Other();
        }
        return new Parsed.Wrong(
                lineOf(sql, answer.path("position").asInt()),
                answer.path("error_message").asText());
    }

    /** @param position in bytes, as DuckDB counts */
    private static int lineOf(String sql, int position) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        int line = 1;
        for (int i = 0; i < Math.min(position, bytes.length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    /** @param hidden names, in lower case, that mean a common table expression here */
    private static void collect(JsonNode node, Set<String> hidden, Set<String> names) {
        if (node.path("type").asText().equals("BASE_TABLE")) {
            String schema = node.path("schema_name").asText();
            String name = node.path("table_name").asText();
            boolean isMain = schema.isEmpty() || schema.equalsIgnoreCase("main");
            boolean isOwn = schema.isEmpty() && hidden.contains(folded(name));
            if (isMain && !isOwn && node.path("catalog_name").asText().isEmpty()) {
                names.add(name);
            }
        }
        Set<String> inside = expressions(node.path("cte_map").path("map"), hidden, names);
        node.properties().forEach(field -> {
            if (!field.getKey().equals("cte_map")) {
                each(field.getValue(), inside, names);
            }
        });
    }

    private static void each(JsonNode value, Set<String> hidden, Set<String> names) {
        if (value.isArray()) {
            value.forEach(item -> each(item, hidden, names));
        } else {
            collect(value, hidden, names);
        }
    }

    /** Goes through common table expressions: each sees those before it, and itself when it is recursive. */
    private static Set<String> expressions(JsonNode list, Set<String> hidden, Set<String> names) {
        Set<String> known = new LinkedHashSet<>(hidden);
        for (JsonNode expression : list) {
            String name = folded(expression.path("key").asText());
            JsonNode value = expression.path("value");
            Set<String> inside = new LinkedHashSet<>(known);
            if (value.path("query_node").path("type").asText().contains("RECURSIVE")) {
                inside.add(name);
            }
            collect(value, inside, names);
            known.add(name);
        }
        return known;
    }

    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether DuckDB itself has a relation of this name, such as {@code duckdb_tables}. */
    synchronized boolean isBuiltIn(String name) {
        try {
            Set<String> known = builtIn == null ? builtIn() : builtIn;
            builtIn = known;
            return known.contains(folded(name));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not list its views: " + e.getMessage(), e);
        }
    }

    private Set<String> builtIn() throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        try (PreparedStatement statement =
                        connection().prepareStatement("SELECT view_name FROM duckdb_views() WHERE internal");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(folded(rows.getString(1)));
            }
        }
        return names;
    }

    private PreparedStatement prepared() throws SQLException {
        PreparedStatement statement = parse == null ? connection().prepareStatement(PARSE) : parse;
        parse = statement;
        return statement;
    }

    private Connection connection() throws SQLException {
        Connection open = duckdb == null ? open() : duckdb;
        duckdb = open;
        return open;
    }

    private static Connection open() throws SQLException {
        Properties closed = new Properties();
        closed.setProperty("enable_external_access", "false");
        closed.setProperty("autoload_known_extensions", "false");
        closed.setProperty("threads", "1");
        return new DuckDBDriver().connect("jdbc:duckdb:", closed);
    }

    @Override
    public synchronized void close() {
        Connection open = duckdb;
        duckdb = null;
        parse = null;
        try {
            if (open != null) {
                open.close(); // and its statements
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not close: " + e.getMessage(), e);
        }
    }
}
