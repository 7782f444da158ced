package dev.wadi.connection.tabular;

import dev.wadi.batch.Columns;
import dev.wadi.batch.DuckDb;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** What columns a format can hold, so that reading it again gives the same values. The others are refused, not turned into text. */
final class WritableColumns {

    private WritableColumns() {}

    /**
     * The columns in SQL, in the given order.
     *
     * @throws IllegalArgumentException when one has no place in the format
     */
    static String select(Format format, Schema schema, List<String> order) {
        return order.stream()
                .map(schema::findField)
                .map(field -> select(format, field))
                .collect(Collectors.joining(", "));
    }

    static List<String> names(Schema schema) {
        return schema.getFields().stream().map(Field::getName).toList();
    }

    private static String select(Format format, Field field) {
        refusal(format, field).ifPresent(reason -> {
            throw new IllegalArgumentException(
                    "the column '" + field.getName() + "' is " + reason + ". Cast it in the query");
        });
        String name = DuckDb.quoted(field.getName());
        if (format == Format.JSON && field.getType() instanceof ArrowType.FloatingPoint) {
            String message = "the column '" + field.getName() + "' holds NaN or infinity, which JSON does not have";
            return "case when " + name + " is null or isfinite(" + name + ") then " + name + " else error("
                    + DuckDb.literal(message) + ") end as " + name;
        }
        return name;
    }

    private static Optional<String> refusal(Format format, Field field) {
        Optional<String> own =
                switch (format) {
                    case PARQUET -> parquet(field);
                    case CSV -> csv(field);
                    case JSON -> json(field);
                };
        return own.or(() -> field.getChildren().stream()
                .flatMap(child -> refusal(format, child).stream())
                .findFirst());
    }

    private static Optional<String> parquet(Field field) {
        if (Columns.isDecimalText(field)) {
            return Optional.of("a decimal without bound, which Parquet does not have");
        }
        if (field.getType() instanceof ArrowType.Interval) {
            return Optional.of("an interval, of which Parquet keeps milliseconds only");
        }
        return Optional.empty();
    }

    private static Optional<String> csv(Field field) {
        ArrowType type = field.getType();
        if (type instanceof ArrowType.Interval) {
            return Optional.of("an interval, which CSV has no form for");
        }
        if (type instanceof ArrowType.Binary) {
            return Optional.of("of bytes, which CSV has no form for");
        }
        if (type.isComplex()) {
            return Optional.of("an array or a structure, which CSV has no form for");
        }
        return Optional.empty();
    }

    private static Optional<String> json(Field field) {
        if (Columns.isDecimalText(field)) {
            return Optional.of("a decimal without bound, which readers of JSON round");
        }
        if (field.getType() instanceof ArrowType.Interval) {
            return Optional.of("an interval, which JSON has no form for");
        }
        if (field.getType() instanceof ArrowType.Binary) {
            return Optional.of("of bytes, which JSON has no form for");
        }
        return Optional.empty();
    }
}
