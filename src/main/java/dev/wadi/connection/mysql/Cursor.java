package dev.wadi.connection.mysql;

import dev.wadi.spi.SettingProblems;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cursors of mysqlclient that Airflow knows. */
final class Cursor {

    private static final Set<String> ON_SERVER = Set.of("sscursor", "ssdictcursor");

    private Cursor() {}

    /** Whether results are read in portions, which bounds memory and costs the server a temporary table. */
    static boolean isOnServer(@Nullable String cursor) {
        return cursor != null && ON_SERVER.contains(cursor.toLowerCase(Locale.ROOT));
    }

    static void check(@Nullable String cursor, SettingProblems problems) {
        if (cursor != null && !isOnServer(cursor) && !cursor.equalsIgnoreCase("dictcursor")) {
            problems.warning(
                    "extra.cursor",
                    "'" + cursor + "' is none of sscursor, dictcursor, ssdictcursor",
                    "It is kept and has no effect here");
        }
    }
}
