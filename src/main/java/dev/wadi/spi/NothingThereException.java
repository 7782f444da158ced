package dev.wadi.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a connection names is not there, and using the connection would make it, such as the file of an embedded database. A
 * test makes nothing, since the name may be a typing error.
 */
public final class NothingThereException extends ConnectionException {

    private static final long serialVersionUID = 1L;

    /**
     * @param connId the connection that was tested
     * @param what what is not there, without a full stop
     */
    public NothingThereException(String connId, String what, @Nullable Throwable cause) {
        super(connId, what, cause);
    }
}
