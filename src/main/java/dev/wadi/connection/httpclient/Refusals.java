package dev.wadi.connection.httpclient;

import java.io.IOException;

/** What a stage takes for an error, beside statuses that are none from 200 to 299. */
public interface Refusals {

    /** Nothing beside them. */
    Refusals NONE = new Refusals() {
        @Override
        public boolean isError(int status) {
            return false;
        }

        @Override
        public String said(HttpResult refused) {
            return "";
        }
    };

    /** Whether a status is an error, whatever it is, which is told and not tried again. */
    boolean isError(int status);

    /** What is added to the message: what the answer says of its error, in words that begin a clause, or nothing. */
    String said(HttpResult refused) throws IOException;
}
