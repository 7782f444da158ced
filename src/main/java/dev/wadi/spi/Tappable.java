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
}
