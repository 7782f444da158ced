package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TableWriter;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows into a table of MySQL or MariaDB, where making a table ends a transaction. */
final class MySqlTableWriter implements TableWriter {

    /** Strict, so that nothing is cut off or set to zero; and zero is a value like others in a column that counts. */
    private static final String STRICT =
            """
            set @wadi_sql_mode = @@session.sql_mode, @wadi_time_zone = @@session.time_zone,
            sql_mode = concat(if(find_in_set('NO_BACKSLASH_ESCAPES', @@session.sql_mode), 'NO_BACKSLASH_ESCAPES,', ''),
            'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE'),
            time_zone = '+00:00'""";

    private static final String COLUMNS =
            """
            select column_name, column_type, coalesce(datetime_precision, numeric_scale, 0),
                   is_nullable = 'NO' and column_default is null and extra not like '%auto_increment%'
                   and coalesce(generation_expression, '') = '',
                   coalesce(generation_expression, '') <> ''
            from information_schema.columns
            where table_schema = coalesce(?, database()) and table_name = ? order by ordinal_position""";

    private static final String WITHOUT_TRANSACTIONS =
            """
            select t.engine from information_schema.tables t join information_schema.engines e on e.engine = t.engine
            where table_schema = coalesce(?, database()) and table_name = ? and e.transactions = 'NO'""";

    private static final String TIED =
            """
            select 1 from information_schema.triggers
            where event_object_schema = coalesce(?, database()) and event_object_table = ?
            union all select 1 from information_schema.key_column_usage
            where table_schema = coalesce(?, database()) and table_name = ? and referenced_table_name is not null
            union all select 1 from information_schema.key_column_usage
            where referenced_table_schema = coalesce(?, database()) and referenced_table_name = ?""";

    private final SqlSession session;
    private final SinkMode mode;
    private final Leftovers leftovers;
    private final @Nullable ZoneId zone;
    private @Nullable Swap swap;
    private @Nullable StagedUpsert staged;

    MySqlTableWriter(SqlSession session, SinkStage stage, @Nullable ZoneId zone) {
        this.session = session;
        this.mode = stage.mode();
        this.leftovers = new Leftovers(session, stage);
        this.zone = zone;
    }

    @Override
    public TableDialect dialect() {
        return MySqlDialect.INSTANCE;
    }

    @Override
    public SqlSession session() {
        return session;
    }

    @Override
    public List<TargetColumn> columns(TableName table) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = prepared(COLUMNS, table);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(new TargetColumn(
                        rows.getString(1), rows.getString(2), rows.getInt(3), rows.getBoolean(4), rows.getBoolean(5)));
            }
        }
        return columns;
    }

    /** A query for pairs of the table's database and name. */
    private PreparedStatement prepared(String sql, TableName table) throws SQLException {
        PreparedStatement statement = session.running(session.connection().prepareStatement(sql));
        int parameters = statement.getParameterMetaData().getParameterCount();
        for (int i = 1; i <= parameters; i += 2) {
            statement.setString(i, MySqlDialect.schema(table));
            statement.setString(i + 1, table.table());
        }
        return statement;
    }

    private @Nullable String first(String sql, TableName table) throws SQLException {
        try (PreparedStatement statement = prepared(sql, table);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    public void prepare(TableName table) throws SQLException {
        String engine = first(WITHOUT_TRANSACTIONS, table);
        if (engine != null) {
            throw new IllegalArgumentException("its engine " + engine
                    + " has no transactions, so that rows could not be taken back. Alter it to InnoDB");
        }
        session.execute(STRICT);
        session.atEnd("set sql_mode = @wadi_sql_mode, time_zone = @wadi_time_zone");
        leftovers.drop(table);
        // What triggers and foreign keys are tied to would go with the old table.
        if (mode == SinkMode.REPLACE && first(TIED, table) == null) {
            swap = new Swap(session, table, leftovers);
            swap.begin();
        }
    }

    @Override
    public long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        List<MySqlEncoders.Encoder> encoders = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            encoders.add(MySqlEncoders.of(rows.schema().getFields().get(i), columns.get(i), zone));
        }
        boolean loads = session.any("select 1 from (select @@local_infile as on_) as s where on_ = 1");
        String name = table.sql(dialect());
        MySqlWriter writer = loads
                ? new LoadWriter(session, name, columns, encoders)
                : new InsertWriter(session, name, columns, encoders);
        return writer.write(rows);
    }

    /** By a new table that takes the old one's place at once; the mark follows, and doing it again would do no harm. */
    @Override
    public long replace(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        if (swap == null) {
            return TableWriter.super.replace(table, columns, rows);
        }
        long number = insert(swap.fresh(), columns, rows);
        swap.swap();
        return number;
    }

    @Override
    public void cleanUp(boolean done) throws SQLException {
        if (swap != null) {
            swap.end(done);
        }
        if (staged != null) {
            session.direct("drop temporary table if exists " + staged.waiting() + ", " + repeated(staged));
        }
    }

    @Override
    public StagedUpsert stage(TableName table, List<TargetColumn> columns, List<TargetColumn> key) throws SQLException {
        TableName staging = table.sibling(StagedUpsert.STAGING);
        StagedUpsert upsert = new StagedUpsert(dialect(), staging, "wadi_row", table, columns, key);
        boolean indexed = key.stream().noneMatch(column -> column.type().matches("(?i).*(text|blob).*"));
        staged = upsert;
        session.execute("create temporary table " + upsert.waiting()
                + " (wadi_row bigint not null auto_increment primary key"
                + (indexed ? ", index (" + dialect().names(key) + ")" : "") + ") " + upsert.noRows());
        return upsert;
    }

    @Override
    public void merge(StagedUpsert upsert) throws SQLException {
        String joined = " join " + upsert.waiting() + " as s on " + upsert.same();
        String table = upsert.table().sql(dialect());
        if (!upsert.changed().isEmpty()) {
            session.execute("update " + table + " as t" + joined + " set " + upsert.sets("t."));
        }
        session.execute("delete s from " + table + " as t" + joined);
        session.execute(upsert.insertAll());
    }

    private String repeated(StagedUpsert upsert) {
        return upsert.staging().sibling("wadi_repeated").sql(dialect());
    }

    /** A temporary table may be read only once in a statement, so it takes a second one. */
    @Override
    public void deleteRepeated(StagedUpsert upsert) throws SQLException {
        String keys = dialect().names(upsert.key());
        session.execute("create temporary table " + repeated(upsert) + " as select " + keys
                + ", max(wadi_row) as wadi_row from " + upsert.waiting() + " group by " + keys
                + " having count(*) > 1");
        session.execute("delete s from " + upsert.waiting() + " as s join " + repeated(upsert) + " as t on "
                + upsert.same() + " where s.wadi_row < t.wadi_row");
    }

    @Override
    public String reason(SQLException failure) {
        return MySqlFailure.reason(failure);
    }
}
