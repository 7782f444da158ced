package dev.wadi.console;

import org.jspecify.annotations.Nullable;

/**
 * The API port could not be served, or did not answer. The message says where, why and what to do, and holds no token. A
 * failure of the world, as {@link dev.wadi.spi.ConnectionException} is, but of no connection.
 */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApiException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
