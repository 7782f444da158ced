package dev.wadi.connection.mysql;

class MySqlContractIT extends MySqlContract {

    MySqlContractIT() {
        super(MySqlServer.MYSQL);
    }

    @Override
    protected String answer() {
        return "MySQL 8\\.0\\.15, database sales";
    }
}
