package dev.wadi.connection.mysql;

import dev.wadi.testing.TestingMySql;
import dev.wadi.testing.TestingMySqlServer;

/** Taps, sinks and statements of MySQL, which takes rows by inserts, because local_infile is off. */
class MySqlStagesIT implements MySqlStagesContract {

    @Override
    public TestingMySqlServer server() {
        return TestingMySql.shared();
    }
}
