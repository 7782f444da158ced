package dev.wadi.connection.postgres;

import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes the rows of a table that have the key of a new row, and adds the others. Of several new rows with one key the last
 * counts. The rows come into a temporary table first, and from there in one statement when the table has a unique index on
 * the key, or in two when it has none.
 */
final class Upsert {

    private static final String UNIQUE_INDEX =
            """
            select 1 from pg_catalog.pg_index
            where indrelid = %d::oid and indisunique and indisvalid and indimmediate and indpred is null
              and indexprs is null and indnkeyatts = %d
              and (select array_agg(k order by k) from unnest((indkey::int2[])[0:indnkeyatts - 1]) as k) = array[%s]::int2[]
            """;

    private final Session session;
    private final TargetTable table;
    private final List<TargetColumn> columns;
    private final List<TargetColumn> key;

    Upsert(Session session, TargetTable table, List<TargetColumn> columns, List<TargetColumn> key) {
        this.session = session;
        this.table = table;
        this.columns = columns;
        this.key = key;
        for (TargetColumn column : key) {
            if (!columns.contains(column)) {
                throw new IllegalArgumentException(
                        "the rows have no column '" + column.name() + "', which is in the key");
            }
        }
    }

    long write(BatchReader rows) throws Exception {
        Staging.create(session, table, columns);
        long number = new CopyWriting(session, Staging.TABLE, columns).write(rows);
        session.execute("analyze " + Staging.TABLE);
        checkKeys();
        removeRepeated();
        if (hasUniqueIndex()) {
            session.execute(Staging.insert(table, columns) + onConflict());
        } else {
            mergeWithoutIndex();
        }
        return number;
    }

    private void checkKeys() throws SQLException {
        for (TargetColumn column : key) {
            if (session.any("select from " + Staging.TABLE + " where " + Staging.name(column) + " is null limit 1")) {
                throw new IllegalArgumentException(
                        "column '" + column.name() + "' is in the key, and a row has no value there");
            }
        }
    }

    /** The rows stand in the order in which they came, because the table is new and nothing was deleted from it. */
    private void removeRepeated() throws SQLException {
        String keys = Staging.names(key);
        if (session.any("select from " + Staging.TABLE + " group by " + keys + " having count(*) > 1 limit 1")) {
            session.execute("delete from " + Staging.TABLE + " where ctid in (select place from (select ctid as place,"
                    + " row_number() over (partition by " + keys + " order by ctid desc) as number from "
                    + Staging.TABLE + ") as numbered where number > 1)");
        }
    }

    private boolean hasUniqueIndex() throws SQLException {
        String numbers = key.stream()
                .map(TargetColumn::number)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return session.any(UNIQUE_INDEX.formatted(table.oid(), key.size(), numbers));
    }

    private List<TargetColumn> changed() {
        return columns.stream().filter(column -> !key.contains(column)).toList();
    }

    private String onConflict() {
        String sets = changed().stream()
                .map(column -> Staging.name(column) + " = excluded." + Staging.name(column))
                .collect(Collectors.joining(", "));
        return " on conflict (" + Staging.names(key) + ") do " + (sets.isEmpty() ? "nothing" : "update set " + sets);
    }

    private void mergeWithoutIndex() throws SQLException {
        // two runs at once would both add the rows that neither finds
        session.execute("lock table " + table.sql() + " in share row exclusive mode");
        String same = key.stream()
                .map(column -> "t." + Staging.name(column) + " = s." + Staging.name(column))
                .collect(Collectors.joining(" and "));
        String sets = changed().stream()
                .map(column -> Staging.name(column) + " = s." + Staging.name(column))
                .collect(Collectors.joining(", "));
        if (!sets.isEmpty()) {
            session.execute(
                    "update " + table.sql() + " as t set " + sets + " from " + Staging.TABLE + " as s where " + same);
        }
        session.execute(Staging.insert(table, columns) + " where not exists (select from " + table.sql()
                + " as t where " + same + ")");
    }
}
