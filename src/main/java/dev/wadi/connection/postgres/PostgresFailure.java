package dev.wadi.connection.postgres;

import dev.wadi.spi.ConnectionException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server says, with what it knows of the place, and without rows. */
final class PostgresFailure {

    private static final Pattern COPY_PLACE = Pattern.compile("^COPY .*?, line (\\d+)(?:, column ([^:]+?))?(?::.*)?$");

    /** Unique, foreign key and exclusion: their detail is the key. That of others is the whole row. */
    private static final Set<String> DETAIL_IS_KEY = Set.of("23505", "23503", "23P01");

    /** The class of codes for values that are wrong, which messages quote. */
    private static final String DATA = "22";

    /** The class of codes for what a table or domain does not take. */
    private static final String CONSTRAINT = "23";

    private static final Pattern VALUE_AT_END = Pattern.compile(":? \".*\"$", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\".*\"", Pattern.DOTALL);

    /** The class of codes for connections that broke. */
    private static final String CONNECTION = "08";

    private PostgresFailure() {}

    /** The text of a failure while writing: after the row and column where the server says them. */
    static String writing(SQLException failure) {
        ServerErrorMessage told = told(failure);
        String where = told == null ? "" : place(told);
        return (where.isEmpty() ? "" : where + ": ") + text(failure, told);
    }

    /** The text of a failure that a single value is to blame for, without the value; of constraints the name is told. */
    static String ofValue(SQLException failure) {
        ServerErrorMessage told = told(failure);
        if (told == null || Objects.requireNonNullElse(told.getSQLState(), "").startsWith(CONSTRAINT)) {
            return text(failure, told);
        }
        return withoutValue(message(told)) + ended(told.getHint());
    }

    private static String message(ServerErrorMessage told) {
        return Objects.requireNonNullElse(told.getMessage(), "no reason given");
    }

    private static String withoutValue(String message) {
        String cut = VALUE_AT_END.matcher(message.strip()).replaceFirst("");
        return firstLine(VALUE.matcher(cut).replaceAll("…"));
    }

    /** A failure of a query that begins at a place in the text that the server was given. */
    static ConnectionException reading(String connId, String what, SQLException failure, int begin) {
        ServerErrorMessage told = told(failure);
        int position = told == null ? 0 : told.getPosition() - begin;
        String where = position > 0 ? " at character " + position : "";
        return new ConnectionException(connId, what + where + ": " + text(failure, told), failure);
    }

    private static @Nullable ServerErrorMessage told(SQLException failure) {
        return failure instanceof PSQLException e ? e.getServerErrorMessage() : null;
    }

    private static String place(ServerErrorMessage told) {
        @Nullable String column = told.getColumn();
        String row = "";
        Matcher copy = COPY_PLACE.matcher(Objects.requireNonNullElse(told.getWhere(), "")
                .lines()
                .findFirst()
                .orElse(""));
        if (copy.matches()) {
            row = ", row " + copy.group(1);
            column = column == null ? copy.group(2) : column;
        }
        return (column == null ? "" : ", column '" + column + "'") + row;
    }

    private static String text(SQLException failure, @Nullable ServerErrorMessage told) {
        if (Objects.requireNonNullElse(failure.getSQLState(), "").startsWith(CONNECTION)) {
            return "the connection to the server was lost";
        }
        if (told == null) {
            return firstLine(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
        }
        String state = Objects.requireNonNullElse(told.getSQLState(), "");
        String text = state.startsWith(DATA) ? withoutValue(message(told)) : firstLine(message(told));
        if (DETAIL_IS_KEY.contains(state)) {
            text += ended(told.getDetail());
        }
        return text + ended(told.getHint());
    }

    private static String ended(@Nullable String sentence) {
        if (sentence == null || sentence.isBlank()) {
            return "";
        }
        String line = firstLine(sentence);
        return ". " + (line.endsWith(".") ? line.substring(0, line.length() - 1) : line);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("no reason given");
    }
}
