package dev.wadi.connection.aws;

import dev.wadi.spi.ConnectionException;

/** Another run has written to the same place since this one began. */
final class WrittenMeanwhileException extends ConnectionException {

    private static final long serialVersionUID = 1L;

    private final transient S3Locator place;

    /**
     * @param about what the runs write
     * @param place the object of which there is another version, which may be a mark
     */
    WrittenMeanwhileException(String connId, S3Locator about, S3Locator place, Throwable cause) {
        super(
                connId,
                about + " was written by another run while this one ran. Run this one again when no other writes there",
                cause);
        this.place = place;
    }

    S3Locator place() {
        return place;
    }
}
