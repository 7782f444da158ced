package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why a database could not be reached, in one phrase. */
final class JdbcFailure {

    /** SQL Server's driver gives no cause, and much advice. */
    private static final Pattern SQL_SERVER = Pattern.compile(
            "The TCP/IP connection to the host ([^,]+), port \\d+ has failed\\. Error: \"(.+?)\\. Verify the connection");

    private JdbcFailure() {}

    /** The phrase for a failure of connecting to {@code where}, such as {@code db:5432 refused the connection}. */
    static String describe(Throwable failure, String attempt, String where) {
        String reason = reason(failure);
        if (isLogin(failure)) {
            return where + " refused the login: " + reason;
        }
        if (isTls(failure)) {
            return "TLS with " + where + " failed: " + reason;
        }
        return attempt + " " + where + ": " + reason;
    }

    /** The reason alone, such as {@code Connection refused}. */
    static String reason(Throwable failure) {
        Optional<UnknownHostException> host = find(failure, UnknownHostException.class);
        if (host.isPresent()) {
            return "the host name is not known";
        }
        if (find(failure, SocketTimeoutException.class).isPresent()) {
            return "no answer in time";
        }
        if (find(failure, ConnectException.class).isPresent()) {
            return "Connection refused";
        }
        if (find(failure, NoRouteToHostException.class).isPresent()) {
            return "no route to the host";
        }
        Matcher sqlServer = SQL_SERVER.matcher(String.valueOf(failure.getMessage()));
        if (sqlServer.lookingAt()) {
            return sqlServer.group(2).startsWith(sqlServer.group(1))
                    ? "the host name is not known"
                    : sqlServer.group(2);
        }
        if (isTls(failure)) {
            return firstLine(deepest(failure));
        }
        return firstLine(failure instanceof SQLException ? failure : deepest(failure));
    }

    /** A failure of a statement, which says beside for whom it knows nothing of connections which of them it is about. */
    static SQLException named(String connId, SQLException failure) {
        for (Throwable said : failure.getSuppressed()) {
            if (said instanceof ConnectionException) {
                return failure;
            }
        }
        failure.addSuppressed(new ConnectionException(connId, ofStatement(failure), null));
        return failure;
    }

    private static String ofStatement(SQLException failure) {
        SQLException told = failure instanceof BatchUpdateException && failure.getNextException() != null
                ? failure.getNextException() // its own message holds the row
                : failure;
        boolean isLost = String.valueOf(told.getSQLState()).startsWith("08"); // "connection exception" in the standard
        return (isLost ? "the database connection was lost: " : "") + reason(told);
    }

    static boolean isTimeout(Throwable failure) {
        return find(failure, SocketTimeoutException.class).isPresent()
                || find(failure, SQLTimeoutException.class).isPresent();
    }

    private static boolean isLogin(Throwable failure) {
        return find(failure, SQLException.class)
                .map(SQLException::getSQLState)
                .filter(state -> state.startsWith("28")) // "invalid authorization specification" in the SQL standard
                .isPresent();
    }

    private static boolean isTls(Throwable failure) {
        return find(failure, SSLException.class).isPresent()
                || find(failure, GeneralSecurityException.class).isPresent();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    private static String firstLine(Throwable failure) {
        @Nullable String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.strip().lines().findFirst().orElseThrow().strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
