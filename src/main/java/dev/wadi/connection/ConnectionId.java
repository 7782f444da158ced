package dev.wadi.connection;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules for a {@code conn_id}. What Airflow's model accepts may be read; what its API accepts may be created, so that
 * no new name has to be escaped in a path or can be taken for one.
 */
public final class ConnectionId {

    private static final Pattern READABLE = Pattern.compile("[\\p{L}\\p{N}_#!()\\-.:/\\\\]+");
    private static final Pattern NEW = Pattern.compile("[\\p{L}\\p{N}_.\\-]+");

    private ConnectionId() {}

    /** What is wrong with the name of a connection that exists: the end of a sentence. */
    public static Optional<String> problem(String connId) {
        if (connId.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (connId.codePointCount(0, connId.length()) > 250) {
            return Optional.of("must not be longer than 250 characters");
        }
        return READABLE.matcher(connId).matches()
                ? Optional.empty()
                : Optional.of("may hold letters, digits and _ # ! ( ) - . : / \\ only");
    }

    /** What is wrong with the name of a connection that is to be created: the end of a sentence. */
    public static Optional<String> problemWhenNew(String connId) {
        if (connId.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (connId.codePointCount(0, connId.length()) > 200) {
            return Optional.of("must not be longer than 200 characters");
        }
        if (connId.contains("..") || connId.equals(".")) {
            return Optional.of("must not be or hold '..', which is a way through folders");
        }
        return NEW.matcher(connId).matches()
                ? Optional.empty()
                : Optional.of("may hold letters, digits and _ - . only");
    }
}
