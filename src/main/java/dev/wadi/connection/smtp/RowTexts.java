package dev.wadi.connection.smtp;

import dev.wadi.batch.RowText;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Texts of a mail that have {@code {column}} for the value of a column in one row. */
record RowTexts(RowText text, Map<String, @Nullable Object> row) {

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

    /** Texts of a mail that is for no row of its own. */
    static RowTexts withoutRow() {
        return new RowTexts(new RowText(new Schema(List.of())), Map.of());
    }

    static boolean hasColumns(String template) {
        return COLUMN.matcher(template).find();
    }

    /** A param with its columns filled in; without the param, the column of its name. */
    @Nullable
    String filled(@Nullable String template, String name) {
        if (template == null) {
            Object value = row.get(name);
            return value == null ? null : text.shown(name, value);
        }
        return replaced(template, column -> text.shown(column, row.get(column)));
    }

    /** HTML with its columns filled in as text. */
    String filledHtml(String template) {
        return replaced(template, column -> HtmlTable.escaped(text.shown(column, row.get(column))));
    }

    private String replaced(String template, UnaryOperator<String> value) {
        return COLUMN.matcher(template).replaceAll(found -> {
            String column = found.group(1);
            if (!row.containsKey(column)) {
                throw new IllegalArgumentException("there is no column '" + column + "', which params name. There are "
                        + String.join(", ", row.keySet()));
            }
            return Matcher.quoteReplacement(value.apply(column));
        });
    }
}
