package dev.wadi.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What is free where a folder is.
 *
 * @param usable how many bytes
 * @param total of how many
 */
record Space(long usable, long total) {

    /** What one run of some size spills at once. */
    private static final long LITTLE = 256L << 20;

    /** Less than the pages that a database writes at once. */
    private static final long NOTHING = 1L << 20;

    static Space of(Path folder) throws IOException {
        var store = Files.getFileStore(folder);
        return new Space(store.getUsableSpace(), store.getTotalSpace());
    }

    boolean isFull() {
        return total > 0 && usable < NOTHING; // some file systems do not tell
    }

    boolean isLittle() {
        return usable < LITTLE && usable < total / 10;
    }

    @Override
    public String toString() {
        return bytes(usable) + " of " + bytes(total) + " free";
    }

    /** {@code 12.3 GB}. */
    static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < units.length - 1) {
            amount /= 1000;
            unit++;
        }
        boolean whole = unit == 0 || amount >= 100;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }
}
