package dev.wadi.config;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One thing wrong in what a user wrote.
 *
 * @param severity whether it must be mended
 * @param place where
 * @param path what, such as {@code warehouse.extra.sslmode}; empty when the file as a whole is meant
 * @param what what is wrong, with the value unless it is secret, without a full stop
 * @param fix what to do, without a full stop
 */
public record Problem(Severity severity, Place place, String path, String what, String fix)
        implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::place).thenComparing(Problem::path).thenComparing(Problem::what);

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /** Whether it must be mended before the file can be used. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** Something that must be mended. */
    public static Problem error(Place place, String path, String what, String fix) {
        return new Problem(Severity.ERROR, place, path, what, fix);
    }

    /** Something that works but is probably not meant. */
    public static Problem warning(Place place, String path, String what, String fix) {
        return new Problem(Severity.WARNING, place, path, what, fix);
    }

    /** Whether it must be mended. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code <place>: <path>: <what>. <fix>.}, with {@code warning: } after the place of a warning. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(place.toString()).append(": ");
        if (!isError()) {
            text.append("warning: ");
        }
        if (!path.isEmpty()) {
            text.append(path).append(": ");
        }
        text.append(what).append(". ").append(fix).append('.');
        return CONTROL.matcher(text).replaceAll(" "); // one line, whatever keys and drivers put in
    }
}
