package dev.wadi.spi;

import java.util.Optional;

/** An open connection that rows can be written to. */
public interface Sinkable {

    /**
     * Writes all rows, or none: when it throws, the outside system is as before, where it can be. Rows are complete only
     * when {@link BatchReader#next} has given null; until then nothing may be made visible.
     *
     * @param rows the rows; the caller closes them
     * @return how many rows were written
     * @throws Exception when a row does not fit or the system refuses; a message that names the table, column and reason is
     *     shown as it is
     */
    long sink(SinkStage stage, BatchReader rows) throws Exception;

    /**
     * The mark that was last committed with rows at this stage. A sink that keeps none gives nothing: it is written to at
     * least once.
     */
    default Optional<RunMark> lastMark(SinkStage stage) throws Exception {
        return Optional.empty();
    }

    /** Whether rows and mark become visible together, so that a run that is taken up again neither loses nor doubles them. */
    default boolean writesOnce() {
        return false;
    }
}
