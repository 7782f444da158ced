package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SqlSession;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** The messages of one COPY out of the server. It begins with the first message that is asked for. */
final class CopyReading implements CopySource {

    private final SqlSession session;
    private final String connId;
    private final TapQuery query;
    private final List<ServerColumn> columns;
    private @Nullable CopyOut copy;
    private volatile boolean begun;
    private boolean ended;

    CopyReading(SqlSession session, String connId, TapQuery query, List<ServerColumn> columns) {
        this.session = session;
        this.connId = connId;
        this.query = query;
        this.columns = columns;
    }

    @Override
    public List<ServerColumn> columns() {
        return columns;
    }

    @Override
    public byte @Nullable [] nextMessage() throws SQLException {
        CopyOut running = copy;
        if (running == null) {
            begun = true; // from here on the server may keep it waiting
            running = Copies.out(session, query.copy());
            copy = running;
        }
        byte[] message = running.readFromCopy();
        if (message == null && !ended) {
            ended = true;
            // Commits, so that nobody who writes to the same tables waits for this session until it is closed.
            session.commit();
        }
        return message;
    }

    String connId() {
        return connId;
    }

    @Override
    public RuntimeException failure(SQLException thrown) {
        if (session.cancelled()) {
            return SqlSession.cancelledBy(thrown);
        }
        return PostgresFailure.reading(connId, query.what(), thrown, query.copyBegin());
    }

    /** Ends a reading that waits, from another thread. */
    @Override
    public void interrupt() {
        session.cancel();
        session.abort();
    }

    /** Ends the COPY and gives the connection back. */
    void close() {
        if (begun && !ended) {
            interrupt();
        }
        session.close();
    }
}
