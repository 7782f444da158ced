package dev.wadi.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as Python's, which Airflow uses: {@code java.net}'s coders are for forms and differ. */
final class Percent {

    private static final String SAFE = "_.-~";

    private Percent() {}

    /** What {@code %XX} say, in UTF-8; a malformed {@code %} stays, and bytes that are not UTF-8 become U+FFFD. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < text.length()) {
            int octet = octet(text, i);
            if (octet >= 0) {
                bytes.write(octet);
                i += 3;
                continue;
            }
            decoded.append(bytes.toString(StandardCharsets.UTF_8)).append(text.charAt(i));
            bytes.reset();
            i++;
        }
        return decoded.append(bytes.toString(StandardCharsets.UTF_8)).toString();
    }

    private static int octet(String text, int index) {
        if (text.charAt(index) != '%' || index + 2 >= text.length()) {
            return -1;
        }
        int high = hexadecimal(text.charAt(index + 1));
        int low = hexadecimal(text.charAt(index + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hexadecimal(char character) {
        return character > 'f' ? -1 : Character.digit(character, 16);
    }

    /** Everything encoded but ASCII letters, digits and {@code _ . - ~}. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            boolean safe = character < 0x80 && (Character.isLetterOrDigit(character) || SAFE.indexOf(character) >= 0);
            if (safe) {
                encoded.append(character);
            } else {
                encoded.append(String.format("%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }
}
