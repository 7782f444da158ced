package dev.wadi.connection.duckdb;

import dev.wadi.connection.jdbc.JdbcConnectionContract;
import dev.wadi.spi.ConnectionType;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DuckDbFileTest extends JdbcConnectionContract<DuckDbSettings> {

    private final Path folder;

    DuckDbFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected ConnectionType<DuckDbSettings> type() {
        return new DuckDbType();
    }

    @Override
    protected DuckDbSettings settings() {
        return TestingDuckDbSettings.of(folder.resolve("50% of #1.duckdb").toString());
    }

    @Override
    protected String password() {
        return "there is none";
    }

    @Override
    protected String answer() {
        return "DuckDB v2\\.[0-9.]+, database 50% of #1";
    }
}
