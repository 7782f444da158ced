package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.Nearest;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.spi.TapStage;
import java.util.List;

/**
 * What a tap asks for, as SQL.
 *
 * @param sql a query
 * @param begin how many characters stand before what people wrote
 * @param what how messages call it
 */
record TapQuery(String sql, int begin, String what) {

    private static final String BEFORE = "select * from (\n";
    private static final String AFTER = "\n) as rows";

    /** The query or table of a stage, all of it. */
    static TapQuery of(TapStage stage) {
        if (stage.query().isPresent() && stage.locator().isPresent()) {
            throw new IllegalArgumentException("a tap has a query or a locator, and not both. Remove one of them");
        }
        if (stage.query().isPresent()) {
            String query = stage.query().get().strip().replaceFirst("[;\\s]+$", "");
            return new TapQuery(BEFORE + query + AFTER, BEFORE.length(), "the query failed");
        }
        String locator = stage.locator()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a tap needs a query, or the name of a table as its locator. Add one of them"));
        TableName table = TableName.parse(locator);
        return new TapQuery(
                "select * from " + table.sql(PostgresDialect.INSTANCE), Integer.MAX_VALUE, "table '" + locator + "'");
    }

    /** What shows the columns and no row. */
    String columnsOnly() {
        return sql + " limit 0";
    }

    /** The part of the rows that is asked for. */
    TapQuery within(TapStage.Range range, List<ServerColumn> columns) {
        String column = PostgresDialect.INSTANCE.quoted(column(range.column(), columns));
        StringBuilder where = new StringBuilder();
        range.after().ifPresent(after -> where.append(column).append(" > ").append(Literals.of(after)));
        range.upTo().ifPresent(upTo -> {
            String most = column + " <= " + Literals.of(upTo);
            where.append(where.isEmpty() ? "(" + most + " or " + column + " is null)" : " and " + most);
        });
        String sql = where.isEmpty() ? this.sql : this.sql + " where " + where;
        return new TapQuery(sql, begin, what);
    }

    private static String column(String wanted, List<ServerColumn> columns) {
        List<String> names = columns.stream().map(ServerColumn::name).toList();
        if (names.contains(wanted)) {
            return wanted;
        }
        List<String> alike = names.stream().filter(wanted::equalsIgnoreCase).toList();
        if (alike.size() == 1) {
            return alike.get(0);
        }
        throw new IllegalArgumentException("the rows have no column '" + wanted + "', by which the tap is incremental."
                + Nearest.didYouMean(wanted, names));
    }

    String copy() {
        return "COPY (" + sql + ") TO STDOUT (FORMAT binary)";
    }

    /** How many characters stand before people's text in {@link #copy}. */
    int copyBegin() {
        return begin == Integer.MAX_VALUE ? begin : begin + "COPY (".length();
    }
}
