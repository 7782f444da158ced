package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.SqlSinkContract;
import dev.wadi.connection.jdbc.SqlTapContract;
import dev.wadi.connection.jdbc.TestingContext;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Taps, sinks and statements of a SQLite file. */
class SqliteStagesTest implements SqlSinkContract, SqlTapContract {

    @TempDir
    Path folder = Path.of("");

    @Override
    public SqlDatabase database() {
        String file = folder.resolve("a.db").toString();
        return new SqlDatabase(new SqliteType().open(TestingSqliteSettings.of(file), new TestingContext("contract")));
    }

    @Override
    public String duplicate() {
        return ".*'big', row 1(90|50)00[01]: UNIQUE constraint failed: big.id";
    }
}
