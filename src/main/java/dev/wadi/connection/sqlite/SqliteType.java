package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.JdbcBeans;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;

/** SQLite. */
public final class SqliteType implements ConnectionType<SqliteSettings> {

    private static final int POOL_SIZE = 4;
    private static final String READS_THE_FILE = "select count(*) from sqlite_master"; // select 1 reads nothing

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String title() {
        return "SQLite";
    }

    @Override
    public Class<SqliteSettings> settings() {
        return SqliteSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return JdbcBeans.all();
    }

    @Override
    public void check(SqliteSettings settings, SettingProblems problems) {
        new SqliteCheck(settings, problems).check();
        PoolSettings.check(settings.pool(), problems);
    }

    /** Who locks the file and who locks it otherwise, or not at all, do not see each other. */
    @Override
    public boolean excludes(SqliteSettings inUse, SqliteSettings next) {
        SqlitePath file = SqlitePath.of(inUse.host(), inUse.schema());
        return !file.isTransient()
                && file.path().equals(SqlitePath.of(next.host(), next.schema()).path())
                && !SqliteUri.locking(inUse).equals(SqliteUri.locking(next));
    }

    @Override
    public OpenConnection open(SqliteSettings settings, ConnectionContext context) {
        SqliteSource source = new SqliteSource(settings);
        return new SqliteConnection(
                context,
                new JdbcDatabase(source, source.where(), POOL_SIZE, settings.pool(), READS_THE_FILE, List.of()),
                source.written());
    }
}
