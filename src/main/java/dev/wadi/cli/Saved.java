package dev.wadi.cli;

/**
 * What became of a connection, as JSON shows it.
 *
 * @param change {@code added}, {@code updated} or {@code deleted}
 */
record Saved(String connId, String change, String file) {

    /** As text shows it. */
    String sentence() {
        return "Connection '" + connId + "' was " + change + (change.equals("deleted") ? " from " : " in ") + file
                + ".";
    }
}
