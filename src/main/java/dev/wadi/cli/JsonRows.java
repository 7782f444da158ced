package dev.wadi.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;

/** Rows as JSON: an array of objects for each result, or an object on each line. */
final class JsonRows implements RowWriter {

    private final PrintStream out;
    private final boolean isArray;

    JsonRows(PrintStream out, boolean isArray) {
        this.out = out;
        this.isArray = isArray;
    }

    @Override
    public void rows(ResultSet result) throws SQLException {
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.setRootValueSeparator(null);
            ResultSetMetaData columns = result.getMetaData();
            String before = isArray ? "[" : "";
            while (result.next()) {
                json.writeRaw(before);
                json.writeRaw(isArray ? "\n  " : "");
                row(json, result, columns);
                json.writeRaw(isArray ? "" : "\n");
                before = isArray ? "," : "";
            }
            json.writeRaw(!isArray ? "" : before.equals("[") ? "[]\n" : "\n]\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void row(JsonGenerator json, ResultSet result, ResultSetMetaData columns)
            throws SQLException, IOException {
        json.writeStartObject();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            json.writeFieldName(columns.getColumnLabel(i));
            json.writePOJO(SqlValue.of(result, i));
        }
        json.writeEndObject();
    }

    @Override
    public void changed(long rows) {
        out.println(Json.text(Map.of("rows_changed", rows)));
    }
}
