package dev.wadi.connection.mysql;

class MariaDbContractIT extends MySqlContract {

    MariaDbContractIT() {
        super(MySqlServer.MARIADB);
    }

    @Override
    protected String answer() {
        return "MySQL 11\\.4\\.5-MariaDB, database sales";
    }
}
