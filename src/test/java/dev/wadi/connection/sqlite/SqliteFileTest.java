package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.JdbcConnectionContract;
import dev.wadi.spi.ConnectionType;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest extends JdbcConnectionContract<SqliteSettings> {

    private final Path folder;

    SqliteFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected ConnectionType<SqliteSettings> type() {
        return new SqliteType();
    }

    @Override
    protected SqliteSettings settings() {
        return TestingSqliteSettings.of(folder.resolve("50% of #1?.db").toString());
    }

    @Override
    protected String password() {
        return "there is none";
    }

    @Override
    protected String answer() {
        return "SQLite 3\\.[0-9.]+";
    }
}
