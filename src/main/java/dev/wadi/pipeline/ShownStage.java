package dev.wadi.pipeline;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a stage.
 *
 * @param pipeline the id of its pipeline
 * @param logger the name of the run's log
 * @param schema whether its columns are shown
 * @param rows its first rows or all of them, as texts in the order of the columns, null for NULL, good until the listener
 *     returns; empty when none are shown
 * @param count how many rows it has; 0 when none are shown
 */
public record ShownStage(
        String pipeline,
        String logger,
        String stage,
        boolean schema,
        List<Column> columns,
        Optional<Iterator<List<@Nullable String>>> rows,
        long count) {

    /** A column, and DuckDB's word for its type. */
    public record Column(String name, String type) {

        /** Whether its values are numbers, which stand on the right of a column. */
        public boolean isNumber() {
            return !type.endsWith("]")
                    && (type.endsWith("INT")
                            || type.endsWith("INTEGER")
                            || type.startsWith("DECIMAL")
                            || type.equals("DOUBLE")
                            || type.equals("FLOAT"));
        }
    }

    public ShownStage {
        columns = List.copyOf(columns);
    }
}
