package dev.wadi.connection.tabular;

import dev.wadi.batch.Columns;
import dev.wadi.batch.DuckDb;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A query whose columns are those that batches have: with casts that lose nothing, and a refusal of what has no place. UUIDs
 * are fetched as their bytes, because DuckDB exports them as text; the setting under which it does not makes numbers of booleans.
 *
 * @param sql the query
 * @param types DuckDB's names of the types that the columns had
 */
record Conform(String sql, List<String> types) {

    private static final Pattern ENUM = Pattern.compile("ENUM\\((?:'(?:[^']|'')*'(?:, )?)*\\)");
    private static final Pattern FIXED_SIZE = Pattern.compile("\\[\\d+\\]");
    private static final Pattern COARSE = Pattern.compile("\\bTIMESTAMP_(?:S|MS)\\b");
    private static final Pattern REFUSED = Pattern.compile(
            "\\b(UHUGEINT|BIGNUM|BIT|VARIANT|GEOMETRY|TIME_NS|TIMESTAMP_NS|UNION|UUID|TIME WITH TIME ZONE)\\b");

    /** The same rows as those of a query. */
    static Conform of(FileDuckDb duckdb, String query) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        boolean[] changed = {false};
        duckdb.rows("describe " + query, row -> {
            String name = row.getString(1);
            String type = row.getString(2);
            String column = column(name, type);
            changed[0] |= !column.equals(DuckDb.quoted(name));
            columns.add(column);
            types.add(type);
        });
        String sql = changed[0] ? "select " + String.join(", ", columns) + " from (" + query + ")" : query;
        return new Conform(sql, types);
    }

    /** The columns with what the export does not say. */
    Schema schema(Schema exported) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            Field field = exported.getFields().get(i);
            fields.add(
                    switch (types.get(i)) {
                        case "UUID" -> Columns.uuid(field.getName());
                        case "JSON" -> Columns.json(field.getName());
                        default -> field;
                    });
        }
        return new Schema(fields);
    }

    private static String column(String name, String type) {
        String quoted = DuckDb.quoted(name);
        if (type.equals("TIMESTAMP_NS")) {
            return "case when " + quoted + " is null or not isfinite(" + quoted + ") or epoch_ns(" + quoted
                    + ") % 1000 = 0 then " + quoted + "::timestamp else error("
                    + DuckDb.literal(
                            "the column '" + name + "' has nanoseconds, which would be lost. Round them in the query")
                    + ") end as " + quoted;
        }
        if (type.equals("UUID")) {
            return "unhex(replace(" + quoted + "::varchar, '-', '')) as " + quoted;
        }
        String fitting = fitting(type);
        if (REFUSED.matcher(fitting.replaceAll("\"(?:[^\"]|\"\")*\"", "")).find()) {
            throw new IllegalArgumentException("the column '" + name + "' has the type " + type
                    + ", which has no place in a batch. Cast it in the query");
        }
        return fitting.equals(type) ? quoted : quoted + "::" + fitting + " as " + quoted;
    }

    private static String fitting(String type) {
        String fitting = ENUM.matcher(type).replaceAll("VARCHAR").replace("\"NULL\"", "VARCHAR");
        fitting = FIXED_SIZE.matcher(fitting).replaceAll("[]");
        fitting = COARSE.matcher(fitting).replaceAll("TIMESTAMP");
        return fitting.replaceAll("\\bHUGEINT\\b", "DECIMAL(38,0)");
    }
}
