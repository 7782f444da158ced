package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Brings the columns of a query to those that batches have: casts that lose nothing, and a refusal of the others. */
final class Conform {

    private static final Pattern ENUM = Pattern.compile("ENUM\\((?:'(?:[^']|'')*'(?:, )?)*\\)");
    private static final Pattern FIXED_SIZE = Pattern.compile("\\[\\d+\\]");
    private static final Pattern COARSE = Pattern.compile("\\bTIMESTAMP_(?:S|MS)\\b");
    private static final Pattern REFUSED = Pattern.compile(
            "\\b(UHUGEINT|BIGNUM|BIT|VARIANT|GEOMETRY|TIME_NS|TIMESTAMP_NS|UNION|TIME WITH TIME ZONE)\\b");

    private Conform() {}

    /** The same query with columns that fit; itself when they do. */
    static String query(FileDuckDb duckdb, String query) throws SQLException {
        List<String> columns = new ArrayList<>();
        boolean[] changed = {false};
        duckdb.rows("describe " + query, row -> {
            String name = row.getString(1);
            String type = row.getString(2);
            String column = column(name, type);
            changed[0] |= !column.equals(DuckDb.quoted(name));
            columns.add(column);
        });
        return changed[0] ? "select " + String.join(", ", columns) + " from (" + query + ")" : query;
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
