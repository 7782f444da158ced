package dev.wadi.connection.smtp;

import dev.wadi.batch.RowText;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows as a table of HTML, in which every value is text. */
final class HtmlTable {

    private final Schema schema;
    private final RowText text;

    HtmlTable(Schema schema) {
        this.schema = schema;
        this.text = new RowText(schema);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    String begin() {
        return schema.getFields().stream()
                .map(Field::getName)
                .map(name -> "<th>" + escaped(name) + "</th>")
                .collect(Collectors.joining(
                        "", "<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n<tr>", "</tr>\n"));
    }

    String row(Map<String, @Nullable Object> row) {
        return row.entrySet().stream()
                .map(cell -> "<td>" + escaped(text.shown(cell.getKey(), cell.getValue())) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    String end() {
        return "</table>\n";
    }
}
