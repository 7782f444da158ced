package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Which column of a table takes each column of the rows: by name, in any case if that is plain. */
final class ColumnMatch {

    private final List<TargetColumn> table;

    ColumnMatch(List<TargetColumn> table) {
        this.table = table;
    }

    /**
     * The table's columns in the order of the rows' columns.
     *
     * @throws IllegalArgumentException naming the columns that have no place, and those that must have a value
     */
    List<TargetColumn> of(Schema rows) {
        List<TargetColumn> matched = new ArrayList<>();
        for (Field field : rows.getFields()) {
            TargetColumn column = find(field.getName());
            if (column.generated()) {
                throw new IllegalArgumentException(
                        "column '" + column.name() + "' is computed by the table. Leave it out of the rows");
            }
            if (matched.contains(column)) {
                throw new IllegalArgumentException("two columns of the rows are meant for '" + column.name() + "'");
            }
            matched.add(column);
        }
        checkRequired(matched);
        return matched;
    }

    /** The columns of a key. */
    List<TargetColumn> key(List<String> key) {
        return key.stream().map(this::find).toList();
    }

    private TargetColumn find(String name) {
        for (TargetColumn column : table) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        List<TargetColumn> alike = table.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        List<String> names = table.stream().map(TargetColumn::name).toList();
        throw new IllegalArgumentException("it has no column '" + name + "'." + Nearest.didYouMean(name, names)
                + " It has: " + String.join(", ", names));
    }

    private void checkRequired(List<TargetColumn> matched) {
        String missing = table.stream()
                .filter(column -> column.required() && !matched.contains(column))
                .map(column -> "'" + column.name() + "'")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the rows do not have " + missing + ", which may not be null and has no default");
        }
    }
}
