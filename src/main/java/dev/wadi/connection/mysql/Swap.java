package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import java.sql.SQLException;
import java.util.UUID;

/** A new table that is filled beside another and takes its place at once. */
final class Swap {

    private static final TableDialect DIALECT = MySqlDialect.INSTANCE;

    private final SqlSession session;
    private final TableName table;
    private final String suffix;
    private final TableName fresh;
    private final TableName former;
    private boolean swapped;

    Swap(SqlSession session, TableName table, Leftovers leftovers) {
        this.session = session;
        this.table = table;
        this.suffix = leftovers.mark() + "_" + UUID.randomUUID().toString().substring(0, 8);
        this.fresh = table.sibling(Leftovers.NEW + suffix);
        this.former = table.sibling(Leftovers.OLD + suffix);
    }

    /** Makes the new table. */
    void begin() throws SQLException {
        session.any("select get_lock('" + Leftovers.lock(suffix) + "', 0)");
        session.execute("create table " + fresh.sql(DIALECT) + " like " + table.sql(DIALECT));
    }

    /** The new table. */
    TableName fresh() {
        return fresh;
    }

    /** Puts the new table in the place of the other. That commits. */
    void swap() throws SQLException {
        session.execute(renaming(former, fresh));
        swapped = true;
    }

    /** Drops what is not needed, after the old table has its place again unless the rows were committed. */
    void end(boolean done) throws SQLException {
        if (swapped && !done) {
            session.direct(renaming(fresh, former));
        }
        session.direct("drop table if exists " + fresh.sql(DIALECT) + ", " + former.sql(DIALECT));
        session.direct("do release_lock('" + Leftovers.lock(suffix) + "')");
    }

    private String renaming(TableName aside, TableName inPlace) {
        return "rename table " + table.sql(DIALECT) + " to " + aside.sql(DIALECT) + ", " + inPlace.sql(DIALECT) + " to "
                + table.sql(DIALECT);
    }
}
