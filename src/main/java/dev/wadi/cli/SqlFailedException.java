package dev.wadi.cli;

/** The database refused a statement. */
final class SqlFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SqlFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
