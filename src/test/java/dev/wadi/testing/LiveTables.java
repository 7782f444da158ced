package dev.wadi.testing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A database {@code live} of a server, where ids arrive under load: one by one in {@code received}, with the login that
 * brought them, and {@value #ROWS} rows for each in {@code copied}. Two logins may write there, whose objects belong to
 * both.
 */
public final class LiveTables implements AutoCloseable {

    /** The logins. */
    public static final List<String> LOGINS = List.of("live_a", "live_b");

    /** A login that stays as it is. */
    public static final String CONSTANT_LOGIN = "live_constant";

    /** The password of each login, until it gets another. */
    public static final String PASSWORD = "l1ve";

    /** How many rows each id has in {@code copied}. */
    public static final int ROWS = 100;

    private static final List<String> ALL = List.of(LOGINS.get(0), LOGINS.get(1), CONSTANT_LOGIN);

    private static final String DATABASE = "live";

    private static final String TABLES =
            """
            set role live_owner;
            create table received (id bigint, login text default session_user);
            create index on received (login, id);
            create table copied (id bigint, i int);
            """;

    private static final String WHOLE = "select id from (select id, count(*) / " + ROWS
            + " as times from copied where id > %1$d group by id) one," + " generate_series(1, times)";

    private final TestingPostgres server;

    private LiveTables(TestingPostgres server) {
        this.server = server;
    }

    /** Makes the database, which must not be there. */
    public static LiveTables create(TestingPostgres server) {
        server.execute("create role live_owner");
        for (String login : ALL) {
            server.execute("create role " + login + " login password '" + PASSWORD + "' in role live_owner");
            server.execute("alter role " + login + " set role = 'live_owner'");
        }
        server.execute("create database " + DATABASE + " owner live_owner");
        server.execute(
                "alter database " + DATABASE + " set synchronous_commit = on"); // or a crash loses what was committed
        server.execute(DATABASE, TABLES);
        return new LiveTables(server);
    }

    public TestingPostgres server() {
        return server;
    }

    /** The ids above this one that have arrived, as often as they did. */
    public Stream<Long> arrived(long after) {
        return Stream.of("select id from received where id > %1$d", WHOLE)
                .flatMap(sql -> server.query(DATABASE, sql.formatted(after)).stream())
                .map(Long::valueOf);
    }

    /** Which login brought the ids above this one. */
    public Map<Long, String> logins(long after) {
        String sql = "select id || ' ' || login from received where id > " + after;
        return server.query(DATABASE, sql).stream()
                .map(row -> row.split(" ", 2))
                .collect(Collectors.toMap(row -> Long.valueOf(row[0]), row -> row[1], (first, again) -> first));
    }

    /** Whether a login has brought ids above this one. */
    public boolean hasFrom(String login, long after) {
        String sql = "select id from received where login = '" + login + "' and id > " + after + " limit 1";
        return !server.query(DATABASE, sql).isEmpty();
    }

    /** The sessions of a login: their processes, oldest first. */
    public List<String> sessions(String login) {
        return server.query(
                "postgres",
                "select pid from pg_stat_activity where datname = '" + DATABASE + "' and usename = '" + login
                        + "' order by backend_start, pid");
    }

    /** All sessions. */
    public List<String> sessions() {
        return ALL.stream().map(this::sessions).flatMap(List::stream).toList();
    }

    /** Lets a login in. */
    public void allow(String login) {
        server.execute("alter role " + login + " login");
    }

    /** Lets a login in no more, and ends its sessions. */
    public void revoke(String login) {
        server.execute("alter role " + login + " nologin");
        terminate(login);
    }

    /** Gives a login another password; its sessions go on. */
    public void password(String login, String password) {
        server.execute("alter role " + login + " password '" + password + "'");
    }

    /** Ends the sessions of a login. */
    public void terminate(String login) {
        server.query(
                "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + login + "'");
    }

    /** Deletes the database and the logins. */
    @Override
    public void close() {
        server.execute("drop database " + DATABASE + " with (force)");
        ALL.forEach(login -> server.execute("drop role " + login));
        server.execute("drop role live_owner");
    }
}
