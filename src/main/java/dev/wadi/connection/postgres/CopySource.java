package dev.wadi.connection.postgres;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a binary COPY out of a server, for a COPY into another. */
interface CopySource {

    /** The columns of the result. */
    List<ServerColumn> columns();

    /**
     * The next message: a row, the first with the header before it, the last is the end mark.
     *
     * @return null after the last one
     */
    byte @Nullable [] nextMessage() throws SQLException;

    /** A failure of {@link #nextMessage} as people should see it. */
    RuntimeException failure(SQLException thrown);

    /** Ends a reading that waits, from another thread. */
    void interrupt();
}
