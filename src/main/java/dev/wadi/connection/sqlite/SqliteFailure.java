package dev.wadi.connection.sqlite;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What SQLite says, without what the driver adds. */
final class SqliteFailure {

    private static final Pattern DRIVER = Pattern.compile("^\\[(SQLITE_\\w+)\\]\\s+(.*?) \\((.*)\\)$", Pattern.DOTALL);

    private SqliteFailure() {}

    static String reason(SQLException failure) {
        String text = String.valueOf(failure.getMessage());
        Matcher matcher = DRIVER.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        if (matcher.group(1).startsWith("SQLITE_BUSY")) {
            return "another connection has the database locked, for longer than busy_timeout";
        }
        return matcher.group(3);
    }
}
