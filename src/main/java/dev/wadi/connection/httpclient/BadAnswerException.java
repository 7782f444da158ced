package dev.wadi.connection.httpclient;

import java.io.IOException;

/** An answer to a test is not good. */
public final class BadAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /** @param what what is wrong, without a full stop, a secret, or anything from the body of the answer */
    public BadAnswerException(String what) {
        super(what);
        this.what = what;
    }

    /** What is wrong. */
    public String what() {
        return what;
    }
}
