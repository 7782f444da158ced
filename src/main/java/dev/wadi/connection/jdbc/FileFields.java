package dev.wadi.connection.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a database that is a file, as Airflow's fields hold it. A URI has no place for a path: of
 * {@code sqlite:///data/x.db} the part {@code data/x.db} becomes the schema, and of {@code sqlite://data/x.db} the host is
 * {@code data} and the schema {@code x.db}.
 */
public final class FileFields {

    /** The name of a database in memory. */
    public static final String MEMORY = ":memory:";

    private static final Pattern WHOLE_PATH = Pattern.compile(".*(/|\\.[A-Za-z0-9]+$).*");

    private FileFields() {}

    /** The path; empty when there is none. SQLAlchemy's form with four slashes is an absolute path. */
    public static String path(@Nullable String host, @Nullable String schema) {
        String first = host == null ? "" : host;
        String rest = schema == null ? "" : schema;
        if (first.isEmpty() && !rest.isEmpty()) {
            return rest.equals(MEMORY) ? MEMORY : oneSlash("/" + rest);
        }
        return oneSlash(rest.isEmpty() ? first : first + "/" + rest);
    }

    /** The path with one slash at its begin where it has several. */
    public static String oneSlash(String path) {
        return path.startsWith("//") ? path.replaceFirst("^/+", "/") : path;
    }

    /** Whether a host may be the first part of a path whose rest is the schema, and is not a path by itself. */
    public static boolean isFirstPart(String host) {
        return !host.equals(MEMORY) && !WHOLE_PATH.matcher(host).matches();
    }
}
