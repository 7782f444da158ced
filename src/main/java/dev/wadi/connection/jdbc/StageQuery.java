package dev.wadi.connection.jdbc;

import dev.wadi.spi.TapStage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tap asks for, as SQL with parameters.
 *
 * @param sql a query
 * @param parameters the values of its question marks: those of a bookmark
 * @param what how messages call it
 */
public record StageQuery(String sql, List<Object> parameters, String what) {

    public StageQuery {
        parameters = List.copyOf(parameters);
    }

    /**
     * All rows of a tap's query or table.
     *
     * @throws IllegalArgumentException when the stage has neither or both
     */
    public static StageQuery of(TapStage stage, TableDialect dialect) {
        if (stage.query().isPresent() && stage.locator().isPresent()) {
            throw new IllegalArgumentException("a tap has a query or a locator, and not both. Remove one of them");
        }
        if (stage.query().isPresent()) {
            String query = stage.query().get().strip().replaceFirst("[;\\s]+$", "");
            return new StageQuery(query, List.of(), "the query failed");
        }
        String locator = stage.locator()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a tap needs a query, or the name of a table as its locator. Add one of them"));
        TableName table = TableName.parse(locator);
        return new StageQuery("select * from " + table.sql(dialect), List.of(), "table '" + table.text() + "'");
    }

    /** The same rows with other expressions for the columns. */
    public StageQuery selecting(String expressions) {
        return new StageQuery("select " + expressions + " from (\n" + sql + "\n) as wadi_rows", parameters, what);
    }

    /**
     * The part of the rows that is asked for.
     *
     * @param names the columns of the rows
     */
    public StageQuery within(TapStage.Range range, List<String> names, TableDialect dialect) {
        String column = dialect.quoted(column(range.column(), names));
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder();
        range.after().ifPresent(after -> {
            where.append(column).append(" > ?");
            values.add(after);
        });
        range.upTo().ifPresent(upTo -> {
            where.append(
                    where.isEmpty() ? "(" + column + " <= ? or " + column + " is null)" : " and " + column + " <= ?");
            values.add(upTo);
        });
        StageQuery all = selecting("*");
        return where.isEmpty() ? this : new StageQuery(all.sql + " where " + where, values, what);
    }

    private static String column(String wanted, List<String> names) {
        return Names.find(wanted, names)
                .orElseThrow(() -> new IllegalArgumentException("the rows have no column '" + wanted
                        + "', by which the tap is incremental." + Nearest.didYouMean(wanted, names)));
    }
}
