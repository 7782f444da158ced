package dev.wadi.connection.mysql;

import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingMySqlServer;

/** Taps, sinks and statements of MariaDB, which takes rows by LOAD DATA LOCAL. */
class MariaDbStagesIT implements MySqlStagesContract {

    @Override
    public TestingMySqlServer server() {
        return TestingMariaDb.shared();
    }
}
