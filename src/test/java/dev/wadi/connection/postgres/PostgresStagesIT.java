package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.SqlSinkContract;
import dev.wadi.connection.jdbc.SqlTapContract;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.testing.TestingPostgres;

/** Taps, sinks and statements of PostgreSQL, in a schema of their own. */
class PostgresStagesIT implements SqlSinkContract, SqlTapContract {

    @Override
    public SqlDatabase database() {
        TestingPostgres server = TestingPostgres.shared();
        server.execute("sales", "drop schema if exists stages cascade");
        server.execute("sales", "create schema stages authorization " + TestingPostgres.USER);
        PostgresSettings settings = new TestingPostgresSettings()
                .set("options", "-c search_path=stages")
                .build();
        return new SqlDatabase(new PostgresType().open(settings, new TestingContext("contract")));
    }

    @Override
    public String duplicate() {
        return ".*'big', row 1[59]0001: duplicate key value violates unique constraint \"big_pkey\"\\."
                + " Key \\(id\\)=\\(150000\\) already exists";
    }
}
