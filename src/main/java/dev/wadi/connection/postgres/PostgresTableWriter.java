package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TableWriter;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rows into a table of PostgreSQL by COPY. What waits is in a temporary table, which goes with the transaction. */
final class PostgresTableWriter implements TableWriter {

    /** Nobody else sees it, so that one name does for all. */
    private static final TableName STAGING = TableName.of("pg_temp", StagedUpsert.STAGING);

    private static final String IN_USE = "55P03";

    private static final String UNIQUE_INDEX =
            """
            select 1 from pg_catalog.pg_index as i
            where indrelid = to_regclass(%s) and indisunique and indisvalid and indimmediate and indpred is null
              and indexprs is null and indnkeyatts = %d
              and (select count(*) from pg_catalog.pg_attribute as a where a.attrelid = i.indrelid
                   and a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1]) and a.attname in (%s)) = i.indnkeyatts
            """;

    private final SqlSession session;
    private Map<String, ServerType> types = Map.of();

    PostgresTableWriter(SqlSession session) {
        this.session = session;
    }

    @Override
    public TableDialect dialect() {
        return PostgresDialect.INSTANCE;
    }

    @Override
    public SqlSession session() {
        return session;
    }

    @Override
    public List<TargetColumn> columns(TableName table) throws SQLException {
        List<TypedColumn> columns = TargetTable.columns(session.connection(), table);
        types = columns.stream()
                .collect(Collectors.toMap(column -> column.target().name(), TypedColumn::type));
        return columns.stream().map(TypedColumn::target).toList();
    }

    @Override
    public long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        List<TypedColumn> typed = columns.stream()
                .map(column -> new TypedColumn(column, Objects.requireNonNull(types.get(column.name()))))
                .toList();
        Optional<TextCasts> casts = TextCasts.of(session, table, rows.schema(), typed);
        return casts.isPresent()
                ? casts.get().write(rows)
                : new CopyWriting(session, table.sql(dialect()), typed).write(rows);
    }

    /**
     * Empties the table and fills it, so that its views, grants and indexes stay. Who reads the table waits meanwhile. When it
     * is being read, perhaps by the run's own tap, which would wait for us as we for it, the rows are put aside until that has
     * ended.
     */
    @Override
    public long replace(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        if (locked(table)) {
            truncate(table);
            return insert(table, columns, rows);
        }
        StagedUpsert staged = stage(table, columns, List.of());
        long number = insert(STAGING, columns, rows);
        truncate(table);
        session.execute(insertAll(staged));
        return number;
    }

    private void truncate(TableName table) throws SQLException {
        session.execute("truncate table " + table.sql(dialect()));
    }

    /** Locks the table if that is possible at once. */
    private boolean locked(TableName table) throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            session.execute("lock table " + table.sql(dialect()) + " in access exclusive mode nowait");
            return true;
        } catch (SQLException e) {
            if (!IN_USE.equals(e.getSQLState())) {
                throw e;
            }
            session.connection().rollback(before);
            return false;
        }
    }

    /** With the columns' types and nothing else of the table. */
    @Override
    public StagedUpsert stage(TableName table, List<TargetColumn> columns, List<TargetColumn> key) throws SQLException {
        StagedUpsert upsert = new StagedUpsert(dialect(), STAGING, "ctid", table, columns, key);
        session.execute("create temporary table " + upsert.waiting() + " on commit drop as " + upsert.noRows());
        return upsert;
    }

    /** The planner is told of the rows that have come. */
    @Override
    public void staged(StagedUpsert upsert) throws SQLException {
        session.execute("analyze " + upsert.waiting());
    }

    /** The rows stand in the order in which they came, because the table is new and nothing was deleted from it. */
    @Override
    public void deleteRepeated(StagedUpsert upsert) throws SQLException {
        session.execute("delete from " + upsert.waiting() + " where ctid in (select place from (select ctid as place,"
                + " row_number() over (partition by " + dialect().names(upsert.key()) + " order by ctid desc) as number"
                + " from " + upsert.waiting() + ") as numbered where number > 1)");
    }

    /** In one statement when the table has a unique index on the key, or in two when it has none. */
    @Override
    public void merge(StagedUpsert upsert) throws SQLException {
        if (hasUniqueIndex(upsert)) {
            session.execute(insertAll(upsert) + onConflict(upsert));
            return;
        }
        // two runs at once would both add the rows that neither finds
        session.execute("lock table " + upsert.table().sql(dialect()) + " in share row exclusive mode");
        if (!upsert.changed().isEmpty()) {
            session.execute(upsert.update());
        }
        session.execute(insertAll(upsert) + upsert.whereNew());
    }

    private boolean hasUniqueIndex(StagedUpsert upsert) throws SQLException {
        String names = upsert.key().stream()
                .map(column -> Literals.quoted(column.name()))
                .collect(Collectors.joining(", "));
        String table = Literals.quoted(upsert.table().sql(dialect()));
        return session.any(UNIQUE_INDEX.formatted(table, upsert.key().size(), names));
    }

    private String onConflict(StagedUpsert upsert) {
        String sets = upsert.changed().stream()
                .map(column -> dialect().quoted(column.name()))
                .map(name -> name + " = excluded." + name)
                .collect(Collectors.joining(", "));
        return " on conflict (" + dialect().names(upsert.key()) + ") do "
                + (sets.isEmpty() ? "nothing" : "update set " + sets);
    }

    /** Adds the rows that wait, also where the table would number them itself. */
    private String insertAll(StagedUpsert staged) {
        String names = dialect().names(staged.columns());
        return "insert into " + staged.table().sql(dialect()) + " (" + names + ") overriding system value select "
                + names + " from " + staged.waiting() + " as s";
    }

    @Override
    public String reason(SQLException failure) {
        return PostgresFailure.writing(failure);
    }
}
