package dev.wadi.pipeline;

import org.jspecify.annotations.Nullable;

/** Runs cannot be remembered, so that none begins. The message says where and why. */
public final class RunStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunStoreException(String where, @Nullable Throwable cause) {
        super(
                "runs cannot be recorded in " + where + ": " + reason(cause)
                        + ". Mend it, or set wadi.state to another folder or a conn_id",
                cause);
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        String first = message == null
                ? String.valueOf(cause)
                : message.lines().findFirst().orElse("");
        return first.strip().replaceFirst("\\.$", "");
    }
}
