package dev.wadi.spi;

/** An open connection that rows can be read from. */
public interface Tappable {

    /**
     * Begins to read. The connection stays open until the reader is closed.
     *
     * @return the rows, which the caller closes
     * @throws Exception when the source refuses; a message that names the table, column or file and the reason is shown as
     *     it is
     */
    BatchReader tap(TapStage stage) throws Exception;

    /**
     * Whether a stage can be read once more and that changes nothing: no message is consumed by it, and no request sent that
     * does something. Then it may be, only to learn why a query of its rows failed.
     */
    default boolean isRepeatable() {
        return false;
    }
}
