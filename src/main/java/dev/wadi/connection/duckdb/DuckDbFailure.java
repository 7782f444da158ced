package dev.wadi.connection.duckdb;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What DuckDB says, in one line. */
final class DuckDbFailure {

    private static final Pattern CLASS = Pattern.compile("^[\\w ]+ Error: ");
    private static final Pattern PLACE = Pattern.compile("\n\nLINE (\\d+): .*", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile(" with value \\S+| '[^']*'(?= to )");

    private DuckDbFailure() {}

    /** The reason, with the line of the statement where DuckDB names it. */
    static String reason(Exception failure) {
        String text = Objects.requireNonNullElse((@Nullable String) failure.getMessage(), failure.toString());
        Matcher place = PLACE.matcher(text);
        String line = place.find() ? " in line " + place.group(1) : "";
        String plain = CLASS.matcher(place.replaceFirst("")).replaceFirst("");
        plain = VALUE.matcher(plain).replaceAll("");
        String joined = plain.strip().replaceAll("\\s*\n\\s*", " ");
        return (joined.endsWith(".") ? joined.substring(0, joined.length() - 1) : joined) + line;
    }
}
