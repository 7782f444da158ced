package dev.wadi.connection.duckdb;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.SqlSinkContract;
import dev.wadi.connection.jdbc.SqlTapContract;
import dev.wadi.connection.jdbc.TestingContext;

/** Taps, sinks and statements of a DuckDB in memory. */
class DuckDbStagesTest implements SqlSinkContract, SqlTapContract {

    @Override
    public SqlDatabase database() {
        return new SqlDatabase(new DuckDbType().open(TestingDuckDbSettings.of(null), new TestingContext("contract")));
    }

    @Override
    public String duplicate() {
        return "(?i).*'big': .*duplicate key \"(id: )?150000\".*";
    }
}
