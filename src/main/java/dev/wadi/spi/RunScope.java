package dev.wadi.spi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;

/** What a stage may use of its run. */
public interface RunScope {

    /** The pipeline's id, or the route's where there is no pipeline. */
    String pipeline();

    /** The run's id. */
    String id();

    /** Where batches take their memory from; the run fails its test when a buffer is left. */
    BufferAllocator allocator();

    /** The run's log. */
    Logger log();

    /**
     * The run's own DuckDB, in which each stage is a relation by its name. Started when it is first asked for. It has no
     * files and no network. Not to be closed, and used only on the thread of the stage.
     */
    Connection duckdb() throws SQLException;

    /** How many bytes a database of a stage's own may use before it spills; the same as {@link #duckdb} has. */
    default long memory() {
        return 1L << 30;
    }

    /** Has something done when the run is cancelled, such as a statement on a server; at once when it is already. */
    AutoCloseable whenCancelled(Runnable action);

    /**
     * Has something done once, when the run has ended: a tap of messages acknowledges them then. It is told whether all
     * sinks of the run have committed. It outlives the tap's reader.
     *
     * @return whether it will be done; false when this run does not tell its end, and the tap has to go by its reader
     */
    default boolean whenEnded(Consumer<Boolean> action) {
        return false;
    }
}
