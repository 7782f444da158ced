package dev.wadi.pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables that runs are remembered in. */
record StateTables(Connection connection, String text) {

    /** Makes those that are not there; a user who may not make any can use those that are. */
    boolean create() throws SQLException {
        if (!exists("wadi_run_history")) {
            create("wadi_run_history (pipeline varchar(250) not null, run varchar(40) not null,"
                    + " fingerprint varchar(64) not null, caused_by varchar(20) not null, parameters " + text
                    + " not null, state varchar(12) not null, began bigint not null, ended bigint, stages " + text
                    + " not null, error " + text + ", primary key (pipeline, run))");
        }
        if (!exists("wadi_run_marks")) {
            create("wadi_run_marks (pipeline varchar(250) not null, stage varchar(250) not null,"
                    + " run varchar(40) not null, round bigint not null, bookmarks " + text
                    + " not null, saved bigint not null, primary key (pipeline, stage, run))");
        }
        return true;
    }

    private boolean exists(String table) {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1 from " + table + " where 1 = 0").close();
            return true;
        } catch (SQLException e) {
            return false; // making it says what is wrong, if anything else is
        }
    }

    private void create(String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists " + table);
        } catch (SQLException e) {
            if (!exists(table.substring(0, table.indexOf(' ')))) { // else another process was faster
                throw e;
            }
        }
    }
}
