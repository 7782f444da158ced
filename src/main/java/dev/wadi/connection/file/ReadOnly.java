package dev.wadi.connection.file;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of camel-file for a folder in which nothing may change. */
final class ReadOnly {

    private static final List<String> CHANGES = List.of("delete", "move", "moveFailed", "preMove");
    private static final Set<String> LOCKS = Set.of("none", "false", "changed", "idempotent", "idempotent-changed");

    private ReadOnly() {}

    /** Adds what makes a consumer leave its files alone, and refuses what would change them. */
    static void complete(String connId, Map<String, Object> options) {
        for (String change : CHANGES) {
            if (options.containsKey(change)) {
                throw refusal(connId, change);
            }
        }
        Object lock = options.get("readLock");
        if (lock != null && !LOCKS.contains(lock.toString())) {
            throw refusal(connId, "readLock=" + lock);
        }
        options.put("noop", true);
        options.put("autoCreate", false);
        options.put("readLockMarkerFile", false);
    }

    private static IllegalArgumentException refusal(String connId, String option) {
        return new IllegalArgumentException("connection '" + connId + "' only reads (mode: read) and " + option
                + " changes the folder. Remove it, or set mode to readwrite");
    }
}
