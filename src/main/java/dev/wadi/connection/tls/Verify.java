package dev.wadi.connection.tls;

import java.util.Locale;
import java.util.Set;

/** The words of Python's {@code verify}: yes, no, or else the file of the authorities that are trusted. */
public final class Verify {

    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0");

    private Verify() {}

    /** Whether it asks for certificates to be checked by the authorities of the JVM. */
    public static boolean isOn(String verify) {
        return YES.contains(verify.toLowerCase(Locale.ROOT));
    }

    /** Whether it asks for certificates not to be checked. */
    public static boolean isOff(String verify) {
        return NO.contains(verify.toLowerCase(Locale.ROOT));
    }
}
