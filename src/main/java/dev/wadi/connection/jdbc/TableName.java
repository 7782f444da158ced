package dev.wadi.connection.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The name of a table, perhaps qualified, as a locator has it: {@code orders}, {@code sales.orders}, {@code "a.x"."b"}. */
public record TableName(List<String> parts) {

    public TableName {
        parts = List.copyOf(parts);
    }

    /** A name of these parts, the table last. */
    public static TableName of(String... parts) {
        return new TableName(List.of(parts));
    }

    /**
     * Reads a locator.
     *
     * @throws IllegalArgumentException when it is no name of a table
     */
    public static TableName parse(String locator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < locator.length(); i++) {
            char c = locator.charAt(i);
            if (c == '"' && inQuotes && i + 1 < locator.length() && locator.charAt(i + 1) == '"') {
                part.append(c);
                i++;
            } else if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '.' && !inQuotes) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (inQuotes || parts.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "'" + locator
                            + "' is not the name of a table. Write table or schema.table, with \"quotes\" around a name that has a dot");
        }
        return new TableName(parts);
    }

    /** The name of the table itself. */
    public String table() {
        return parts.get(parts.size() - 1);
    }

    /** Another table in the same schema. */
    public TableName sibling(String table) {
        List<String> others = new ArrayList<>(parts.subList(0, parts.size() - 1));
        others.add(table);
        return new TableName(others);
    }

    /** The name in SQL. */
    public String sql(TableDialect dialect) {
        return parts.stream().map(dialect::quoted).collect(Collectors.joining("."));
    }

    /** The name as a locator has it: in quotes only where a dot or a quote would be misread. */
    public String text() {
        return parts.stream().map(TableName::readable).collect(Collectors.joining("."));
    }

    private static String readable(String name) {
        return name.contains(".") || name.contains("\"") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }

    @Override
    public String toString() {
        return text();
    }
}
