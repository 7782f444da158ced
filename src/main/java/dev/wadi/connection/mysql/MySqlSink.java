package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.SqlSink;
import dev.wadi.connection.jdbc.StagedUpsert;
import dev.wadi.connection.jdbc.TableName;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows into a table of MySQL or MariaDB, where making a table ends a transaction. */
final class MySqlSink extends SqlSink {

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

    private final @Nullable ZoneId zone;
    private final TableName fresh;
    private final TableName former;
    private boolean staged;
    private boolean swapped;

    MySqlSink(String connId, SinkStage stage, SqlSession session, @Nullable ZoneId zone) {
        super(connId, MySqlDialect.INSTANCE, stage, session);
        this.zone = zone;
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        this.fresh = table().sibling("wadi_new_" + suffix);
        this.former = table().sibling("wadi_old_" + suffix);
    }

    @Override
    protected boolean makingTablesCommits() {
        return true;
    }

    @Override
    protected List<TargetColumn> columns(TableName table) throws SQLException {
        List<TargetColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = prepared(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(new TargetColumn(
                        rows.getString(1), rows.getString(2), rows.getInt(3), rows.getBoolean(4), rows.getBoolean(5)));
            }
        }
        return columns;
    }

    /** A query for pairs of the table's database and name. */
    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = session().running(session().connection().prepareStatement(sql));
        int parameters = statement.getParameterMetaData().getParameterCount();
        for (int i = 1; i <= parameters; i += 2) {
            statement.setString(i, MySqlDialect.schema(table()));
            statement.setString(i + 1, table().table());
        }
        return statement;
    }

    private @Nullable String first(String sql) throws SQLException {
        try (PreparedStatement statement = prepared(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    protected void prepare(List<TargetColumn> columns) throws SQLException {
        String engine = first(WITHOUT_TRANSACTIONS);
        if (engine != null) {
            throw new IllegalArgumentException("its engine " + engine
                    + " has no transactions, so that rows could not be taken back. Alter it to InnoDB");
        }
        session().execute(STRICT);
        session().atEnd("set sql_mode = @wadi_sql_mode, time_zone = @wadi_time_zone");
        // What triggers and foreign keys are tied to would go with the old table.
        if (stage().mode() == SinkMode.REPLACE && first(TIED) == null) {
            session().execute("create table " + fresh.sql(dialect()) + " like " + table().sql(dialect()));
            staged = true;
        }
    }

    @Override
    protected long insert(TableName table, List<TargetColumn> columns, BatchReader rows) throws Exception {
        List<MySqlEncoders.Encoder> encoders = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            encoders.add(MySqlEncoders.of(rows.schema().getFields().get(i), columns.get(i), zone));
        }
        boolean loads = session().any("select 1 from (select @@local_infile as on_) as s where on_ = 1");
        String name = table.sql(dialect());
        MySqlWriter writer = loads
                ? new LoadWriter(session(), name, columns, encoders)
                : new InsertWriter(session(), name, columns, encoders);
        return writer.write(rows);
    }

    /** By a new table that takes the old one's place at once; the mark follows, and doing it again would do no harm. */
    @Override
    protected long replace(List<TargetColumn> columns, BatchReader rows) throws Exception {
        if (!staged) {
            return super.replace(columns, rows);
        }
        long number = insert(fresh, columns, rows);
        session()
                .execute("rename table " + table().sql(dialect()) + " to " + former.sql(dialect()) + ", "
                        + fresh.sql(dialect()) + " to " + table().sql(dialect()));
        swapped = true;
        return number;
    }

    @Override
    protected void cleanUp(boolean done) throws SQLException {
        if (swapped && !done) {
            session()
                    .direct("rename table " + table().sql(dialect()) + " to " + fresh.sql(dialect()) + ", "
                            + former.sql(dialect()) + " to " + table().sql(dialect()));
        }
        if (staged) {
            session().direct("drop table if exists " + fresh.sql(dialect()) + ", " + former.sql(dialect()));
        }
        if (stage().mode() == SinkMode.UPSERT) {
            session().direct("drop temporary table if exists " + StagedUpsert.STAGING + ", wadi_repeated");
        }
    }

    @Override
    protected long upsert(List<TargetColumn> columns, List<TargetColumn> key, BatchReader rows) throws Exception {
        StagedUpsert upsert = new StagedUpsert(dialect(), StagedUpsert.STAGING, "wadi_row", table(), columns, key);
        boolean indexed = key.stream().noneMatch(column -> column.type().matches("(?i).*(text|blob).*"));
        session()
                .execute("create temporary table " + StagedUpsert.STAGING
                        + " (wadi_row bigint not null auto_increment primary key"
                        + (indexed ? ", index (" + names(key) + ")" : "") + ") select " + names(columns) + " from "
                        + table().sql(dialect()) + " limit 0");
        long number = insert(TableName.of(StagedUpsert.STAGING), columns, rows);
        upsert.checkKeys(session());
        if (upsert.hasRepeated(session())) {
            deleteRepeated(upsert);
        }
        String joined = " join " + StagedUpsert.STAGING + " as s on " + upsert.same();
        if (!upsert.changed().isEmpty()) {
            session().execute("update " + table().sql(dialect()) + " as t" + joined + " set " + upsert.sets("t."));
        }
        session().execute("delete s from " + table().sql(dialect()) + " as t" + joined);
        session().execute(upsert.insertAll());
        return number;
    }

    /** A temporary table may be read only once in a statement, so it takes a second one. */
    private void deleteRepeated(StagedUpsert upsert) throws SQLException {
        String keys = names(upsert.key());
        session()
                .execute("create temporary table wadi_repeated as select " + keys
                        + ", max(wadi_row) as wadi_row from " + StagedUpsert.STAGING + " group by " + keys
                        + " having count(*) > 1");
        session()
                .execute("delete s from " + StagedUpsert.STAGING + " as s join wadi_repeated as t on " + upsert.same()
                        + " where s.wadi_row < t.wadi_row");
    }

    @Override
    protected String reason(SQLException failure) {
        return MySqlFailure.reason(failure);
    }
}
