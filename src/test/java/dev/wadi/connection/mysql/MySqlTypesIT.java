package dev.wadi.connection.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.StatementRunner;
import dev.wadi.testing.TestingMySqlServer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of every type, out of MariaDB and MySQL and into them by both ways. */
class MySqlTypesIT {

    /** A server and the way that rows go in. */
    enum Way {
        MARIADB_LOAD(MySqlServer.MARIADB, 1),
        MARIADB_INSERT(MySqlServer.MARIADB, 0),
        MYSQL_LOAD(MySqlServer.MYSQL, 1),
        MYSQL_INSERT(MySqlServer.MYSQL, 0);

        private final MySqlServer server;
        private final int localInfile;

        Way(MySqlServer server, int localInfile) {
            this.server = server;
            this.localInfile = localInfile;
        }

        SqlDatabase open(@Nullable String cursor, @Nullable String zone) {
            server.get().administer("set global local_infile = " + localInfile);
            MySqlStagesContract contract = server::get;
            return contract.database(cursor, zone);
        }

        SqlDatabase open() {
            return open(null, null);
        }

        /** How MySQL and MariaDB set a server that nobody has told. */
        void reset() {
            TestingMySqlServer running = server.get();
            running.administer("set global local_infile = " + (server == MySqlServer.MARIADB ? 1 : 0));
        }
    }

    private @Nullable Way used;

    private SqlDatabase open(Way way) {
        used = way;
        return way.open();
    }

    @AfterEach
    void reset() {
        if (used != null) {
            used.reset();
        }
    }

    private static String row(SqlDatabase database, String query) throws Exception {
        return String.join("\n", database.tap(database.run().tap(query, null, Map.of())));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_LOAD", "MYSQL_INSERT"})
    void everyTypeIsRead(Way way) throws Exception {
        used = way;
        for (String cursor : new @Nullable String[] {null, "sscursor"}) {
            try (SqlDatabase database = way.open(cursor, "UTC")) {
                database.execute(
                        """
                        create table t (a tinyint, b tinyint unsigned, c smallint unsigned, d mediumint, e int unsigned,
                          f bigint, g bigint unsigned, h decimal(12,2), i decimal(38,10), j decimal(65,30), k float,
                          l double, m bool, n bit(1), o bit(9), p year, q date, r time(6), s datetime(6), u timestamp(6) null,
                          v varchar(20) character set latin1, w text character set utf8mb4, x varbinary(9), y blob,
                          z enum('a', 'b'), aa set('x', 'y'), ab json, ac char(3))""",
                        """
                        insert into t values (-128, 255, 65535, -8388608, 4294967295, -9223372036854775808,
                          18446744073709551615, -0.05, 1234567890123456789012345678.0123456789,
                          12345678901234567890123456789012345.123456789012345678901234567890, 1.2345678, 1.5e300, true, b'1',
                          b'100000001', 2026, '1000-01-02', '23:59:59.123456', '9999-12-31 23:59:59.999999',
                          '2026-03-01 10:00:00.000001', 'ä€', '😀', x'00ff', x'', 'b', 'x,y', '{"a": 1}', 'abc')""",
                        "insert into t (a) values (null)");
                assertThat(row(database, "select * from t order by a desc"))
                        .isEqualTo("-128|255|65535|-8388608|4294967295|-9223372036854775808|18446744073709551615|-0.05|"
                                + "1234567890123456789012345678.0123456789|"
                                + "12345678901234567890123456789012345.123456789012345678901234567890|"
                                + "1.2345677614212036|1.5E300|true|true|257|2026|1000-01-02|23:59:59.123456|"
                                + "9999-12-31T23:59:59.999999|2026-03-01T10:00:00.000001Z|ä€|😀|BYTES|BYTES|b|x,y|"
                                + "{\"a\": 1}|abc"
                                + "\nnull|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null"
                                + "|null|null|null|null|null|null|null|null|null|null|null");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_LOAD", "MYSQL_INSERT"})
    void whatHasNoPlaceIsRefusedWithItsColumn(Way way) throws Exception {
        try (SqlDatabase database = open(way)) {
            database.execute(
                    "set sql_mode = ''",
                    "create table t (id integer, span time, day date, flag tinyint(1), place point)",
                    "insert into t (id, span) values (1, '10:00:00'), (2, '100:00:00'), (3, '-01:00:00')");
            assertThatThrownBy(() -> row(database, "select id, span from t order by id"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage(
                            "connection 'contract': the query failed, column 'span', row 2: holds a time that is no time"
                                    + " of day, between 00:00 and 24:00. Convert it in the query, such as by time_to_sec");
            assertThatThrownBy(() -> row(database, "select place from t"))
                    .hasMessage("connection 'contract': column 'place': there is no place for GEOMETRY in a batch."
                            + " Convert it in the query, such as by st_astext(place)");
            database.execute("delete from t", "insert into t (id, flag) values (1, 2)");
            assertThatThrownBy(() -> row(database, "select flag from t"))
                    .hasMessage(
                            "connection 'contract': the query failed, column 'flag', row 1: is tinyint(1), and holds"
                                    + " neither 0 nor 1. Add 0 to it in the query to read numbers");
            assertThat(row(database, "select flag + 0 as flag from t")).isEqualTo("2");
            way.server.get().administer("set global sql_mode = ''");
            way.server.get().administer("insert into stages.t (day) values (0)");
            way.server.get().administer("set global sql_mode = default");
            assertThatThrownBy(() -> row(database, "select day from t where flag is null"))
                    .hasMessage(
                            "connection 'contract': the query failed, column 'day', row 1: holds the date 0000-00-00,"
                                    + " which no calendar has. Leave it out in the query");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsWrittenToATableThatIsMadeAndReadAgain(Way way) throws Exception {
        try (SqlDatabase database = open(way)) {
            String values =
                    "(1::tinyint, 255::utinyint, -3::smallint, 4::usmallint, 5::integer, 6::uinteger, -7::bigint,"
                            + " 18446744073709551615::ubigint, 1.25::decimal(10,2), 12345678901234567890.5::decimal(38,10), 1.1::float,"
                            + " 2.2::double, true, 'text', '\\x00\\xFF\\x09\\x0A'::blob, date '1582-10-04', time '23:59:59.5',"
                            + " timestamp '1000-01-01 00:00:00.123456', timestamptz '2026-03-01 10:00:00+01')";
            String nulls =
                    "(null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,"
                            + " null, null, null)";
            database.sink(
                    database.run().sink("made", SinkMode.APPEND),
                    "select * from (values " + values + ", " + nulls
                            + ") as t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p," + " q, r, s)");
            assertThat(database.tap(database.run().tap(null, "made", Map.of())))
                    .containsExactly(
                            "1|255|-3|4|5|6|-7|18446744073709551615|1.25|12345678901234567890.5000000000|1.100000023841858|2.2|"
                                    + "true|text|BYTES|1582-10-04|23:59:59.500|1000-01-01T00:00:00.123456|"
                                    + "2026-03-01T09:00:00Z",
                            "null|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null|null");
            assertThat(database.query("select hex(o) from made")).containsExactly("00FF090A", "null");
            assertThat(database.query("select @@session.time_zone")).doesNotContain("+00:00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotFitNamesColumnAndRowAndLeavesNothing(Way way) throws Exception {
        try (SqlDatabase database = open(way)) {
            database.execute(
                    "create table t (small tinyint, short varchar(3), dec_ decimal(4,1), sec datetime, one enum('a'),"
                            + " num int, old varchar(9) character set latin1, must integer not null default 1)");
            fails(database, "small", "(case when range = 70000 then 128 else 1 end)", 70001, "Out of range value");
            fails(database, "short", "(case when range = 3 then 'long' else 'a' end)", 4, "Data t");
            fails(database, "short", "(case when range = 3 then 'a  b' else 'a' end)", 4, "Data t");
            fails(
                    database,
                    "dec_",
                    "(case when range = 9 then 1.25 else 1 end)::decimal(10,2)",
                    10,
                    "the number has more than 1 digits after the point");
            fails(
                    database,
                    "sec",
                    "timestamp '2026-01-01 00:00:00.5'",
                    1,
                    "the time is finer than the column, which has 0 digits after the seconds");
            fails(database, "one", "(case when range = 2 then 'b' else 'a' end)", 3, "Data truncated");
            fails(database, "one", "'1'", 1, "the value is none of enum('a')");
            fails(
                    database,
                    "num",
                    "(case when range = 2 then 1.5 else 1 end)::double",
                    3,
                    "the number would be rounded");
            fails(database, "num", "'nan'::double", 1, "the value is NaN, which MySQL does not have");
            fails(database, "old", "(case when range = 1 then '😀' else 'a' end)", 2, "Incorrect string value");
            fails(database, "sec", "'infinity'::timestamp", 1, "the value is infinite, which MySQL does not have");
            assertThatThrownBy(() -> database.sink(database.run().sink("t", SinkMode.APPEND), "select 'x' as num"))
                    .hasMessage(
                            "connection 'contract': table 't': column 'num' is int(11), and the rows have longtext for it. Cast one to the other in a transform");
            assertThatThrownBy(() -> database.sink(
                            database.run().sink("t", SinkMode.APPEND), "select timestamptz '2026-01-01' as sec"))
                    .hasMessage(
                            "connection 'contract': table 't': column 'sec' is datetime, and the rows have times with"
                                    + " zone. Set extra.wadi.time_zone of the connection to say which zone is meant");
            assertThatThrownBy(
                            () -> database.sink(database.run().sink("t", SinkMode.APPEND), "select null::int as must"))
                    .hasMessageStartingWith("connection 'contract': table 't', column 'must'");
            assertThatThrownBy(() -> database.sink(database.run().sink("fresh", SinkMode.APPEND), "select [1] as l"))
                    .hasMessage(
                            "connection 'contract': table 'fresh': column 'l': MySQL has no type for List. Cast it in a"
                                    + " transform, such as to JSON");
        }
    }

    private static void fails(SqlDatabase database, String column, String value, long row, String reason) {
        assertThatThrownBy(() -> database.sink(
                        database.run().sink("t", SinkMode.APPEND),
                        "select " + value + " as " + column + " from range(70010)"))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith(
                        "connection 'contract': table 't', column '" + column + "', row " + row + ": " + reason);
        assertThat(database.query("select count(*) from t")).containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_LOAD", "MYSQL_LOAD"})
    void timesAreMovedByTheZoneThatIsSaid(Way way) throws Exception {
        used = way;
        try (SqlDatabase database = way.open(null, "+02:00")) {
            database.execute("create table t (local datetime(6), point timestamp(6) null)");
            database.sink(
                    database.run().sink("t", SinkMode.APPEND),
                    "select timestamptz '2026-01-01 10:00:00+00' as local, timestamp '2026-01-01 12:00:00' as point");
            assertThat(row(database, "select * from t")).isEqualTo("2026-01-01T12:00|2026-01-01T10:00:00Z");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesWithTriggersKeepThemWhenTheyAreReplaced(Way way) throws Exception {
        try (SqlDatabase database = open(way)) {
            way.server.get().administer("set global log_bin_trust_function_creators = 1");
            database.execute(
                    "create table t (id int)",
                    "create table seen (id int)",
                    "create trigger tr after insert on t for each row insert into seen values (new.id)",
                    "insert into t values (1)");
            database.sink(database.run().sink("t", SinkMode.REPLACE), "select 2 as id");
            assertThat(database.query("select id from seen order by id")).containsExactly("1", "2");
            assertThat(database.query("show tables")).containsExactly("seen", "t", "wadi_runs");
            assertThatThrownBy(
                            () -> database.sink(database.run().sink("t", SinkMode.REPLACE), "select 99999999999 as id"))
                    .isInstanceOf(ConnectionException.class);
            assertThat(database.query("select id from t")).containsExactly("2");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_LOAD", "MYSQL_INSERT"})
    void aTableWithoutTransactionsIsRefused(Way way) throws Exception {
        try (SqlDatabase database = open(way)) {
            database.execute("create table t (id int) engine=MyISAM");
            assertThatThrownBy(() -> database.sink(database.run().sink("t", SinkMode.APPEND), "select 1 as id"))
                    .hasMessage(
                            "connection 'contract': table 't': its engine MyISAM has no transactions, so that rows could"
                                    + " not be taken back. Alter it to InnoDB");
        }
    }

    /** S-04: only rows go out by LOAD DATA LOCAL, and no file. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB_LOAD", "MYSQL_LOAD"})
    void noFileOfThisMachineIsLoaded(Way way) throws Exception {
        try (SqlDatabase database = open(way)) {
            database.execute("create table t (line varchar(2000))");
            database.sink(database.run().sink("t", SinkMode.APPEND), "select 'mine' as line");
            assertThat(database.query("show global status like 'Com_load'").get(0))
                    .doesNotEndWith("|0");
            StatementRunner runner = (StatementRunner) database.connection();
            assertThatThrownBy(() -> runner.statement(
                            database.run().tap("load data local infile '/etc/passwd' into table t", null, Map.of())))
                    .isInstanceOf(ConnectionException.class);
            assertThat(database.query("select line from t")).containsExactly("mine");
        }
    }
}
