package dev.wadi.connection.postgres;

import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * Empties a table and fills it in one transaction, so that its views, grants and indexes stay. Who reads the table waits
 * meanwhile.
 */
final class Replacement {

    private static final String IN_USE = "55P03";

    private final Session session;
    private final TargetTable table;
    private final List<TargetColumn> columns;

    Replacement(Session session, TargetTable table, List<TargetColumn> columns) {
        this.session = session;
        this.table = table;
        this.columns = columns;
    }

    long write(BatchReader rows) throws Exception {
        if (locked()) {
            truncate();
            return new CopyWriting(session, table.sql(), columns).write(rows);
        }
        return writeStaged(rows);
    }

    /**
     * The table is being read, perhaps by the run's own tap, which would wait for us as we for it. So the rows are put
     * aside until that has ended.
     */
    private long writeStaged(BatchReader rows) throws Exception {
        Staging.create(session, table, columns);
        long number = new CopyWriting(session, Staging.TABLE, columns).write(rows);
        truncate();
        session.execute(Staging.insert(table, columns));
        return number;
    }

    private void truncate() throws SQLException {
        session.execute("truncate table " + table.sql());
    }

    /** Locks the table if that is possible at once. */
    private boolean locked() throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            session.execute("lock table " + table.sql() + " in access exclusive mode nowait");
            return true;
        } catch (SQLException e) {
            if (!IN_USE.equals(e.getSQLState())) {
                throw e;
            }
            session.connection().rollback(before);
            return false;
        }
    }
}
