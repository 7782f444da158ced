package dev.wadi.connection.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** The columns of a key, which the rows must have. */
    List<TargetColumn> key(List<String> key, List<TargetColumn> matched) {
        List<TargetColumn> columns = key.stream().map(this::find).toList();
        for (TargetColumn column : columns) {
            if (!matched.contains(column)) {
                throw new IllegalArgumentException(
                        "the rows have no column '" + column.name() + "', which is in the key");
            }
        }
        return columns;
    }

    private TargetColumn find(String name) {
        List<String> names = table.stream().map(TargetColumn::name).toList();
        Optional<String> found = Names.find(name, names);
        return found.map(known -> table.get(names.indexOf(known)))
                .orElseThrow(() -> new IllegalArgumentException("it has no column '" + name + "'."
                        + Nearest.didYouMean(name, names) + " It has: " + String.join(", ", names)));
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
