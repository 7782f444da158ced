package dev.wadi.connection.tabular;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.batch.DuckDb;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the one table that the query of a tap reads: it stands for the files, whatever its name. */
final class PlaceholderTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What makes rows out of nothing but its arguments. */
    private static final Set<String> FUNCTIONS = Set.of(
            "range", "generate_series", "unnest", "json_each", "json_tree", "repeat", "repeat_row", "unnest_ref");

    private final Map<String, String> tables = new LinkedHashMap<>();
    private final Set<String> named = new TreeSet<>();
    private final List<String> qualified = new ArrayList<>();
    private final Set<String> functions = new TreeSet<>();

    private PlaceholderTable() {}

    /**
     * The table's name.
     *
     * @throws IllegalArgumentException when the query is no single SELECT over one table
     */
    static String name(FileDuckDb duckdb, String query) throws SQLException {
        List<String> serialized = new ArrayList<>();
        duckdb.rows(
                "select json_serialize_sql(" + DuckDb.literal(query) + ")", row -> serialized.add(row.getString(1)));
        try {
            JsonNode tree = JSON.readTree(serialized.get(0));
            check(tree);
            PlaceholderTable found = new PlaceholderTable();
            found.visit(tree.path("statements"));
            return found.only();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("query: cannot be read. Write one SELECT over one table", e);
        }
    }

    private static void check(JsonNode tree) {
        if (tree.path("error").asBoolean()) {
            String message = tree.path("error_type").asText().equals("parser")
                    ? tree.path("error_message").asText()
                    : "is no SELECT";
            throw new IllegalArgumentException(
                    "query: " + message + ". The query of a tap is one SELECT over one table");
        }
        if (tree.path("statements").size() != 1) {
            throw new IllegalArgumentException("query: holds "
                    + tree.path("statements").size() + " statements. The query of a tap is one SELECT over one table");
        }
    }

    private void visit(JsonNode node) {
        switch (node.path("type").asText()) {
            case "BASE_TABLE" -> table(node);
            case "TABLE_FUNCTION" -> functions.add(function(node));
            default -> {}
        }
        for (JsonNode entry : node.path("cte_map").path("map")) {
            named.add(entry.path("key").asText().toLowerCase(Locale.ROOT));
        }
        if (node.path("type").asText().equals("RECURSIVE_CTE_NODE")) {
            named.add(node.path("cte_name").asText().toLowerCase(Locale.ROOT));
        }
        node.forEach(this::visit);
    }

    private void table(JsonNode node) {
        String name = node.path("table_name").asText();
        if (!node.path("schema_name").asText().isEmpty()
                || !node.path("catalog_name").asText().isEmpty()) {
            qualified.add(node.path("schema_name").asText() + "." + name);
            return;
        }
        tables.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    }

    private static String function(JsonNode node) {
        return node.path("function").path("function_name").asText().toLowerCase(Locale.ROOT);
    }

    private String only() {
        functions.removeAll(FUNCTIONS);
        if (!functions.isEmpty()) {
            throw new IllegalArgumentException(
                    "query: the function '" + functions.iterator().next()
                            + "' may not be used by the query of a tap. Name the files in locator");
        }
        if (!qualified.isEmpty()) {
            throw new IllegalArgumentException("query: '" + qualified.get(0)
                    + "' has a schema, and the table of a tap's query has none. Write any plain name for it");
        }
        tables.keySet().removeAll(named);
        if (tables.size() != 1) {
            String found = tables.isEmpty() ? "no table" : "the tables '" + String.join("', '", tables.values()) + "'";
            throw new IllegalArgumentException(
                    "query: reads " + found + ". The query of a tap reads one table, which stands for the files");
        }
        return tables.values().iterator().next();
    }
}
