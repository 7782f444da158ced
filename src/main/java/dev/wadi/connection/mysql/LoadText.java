package dev.wadi.connection.mysql;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values as the text that {@code LOAD DATA} reads: tabs between them, a line for each row, backslashes before both. */
final class LoadText {

    private final boolean escapes;
    private byte[] bytes = new byte[1 << 16];
    private int length;

    /**
     * @param escapes whether what has a meaning for {@code LOAD DATA} gets a backslash
     */
    LoadText(boolean escapes) {
        this.escapes = escapes;
    }

    /** Begins anew. */
    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void nothing() {
        plain('\\');
        plain('N');
    }

    void separator(boolean first) {
        if (!first) {
            plain('\t');
        }
    }

    void endOfRow() {
        plain('\n');
    }

    /** Adds characters that have no meaning. */
    void plain(CharSequence ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            plain(ascii.charAt(i));
        }
    }

    private void plain(char c) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) c;
    }

    /** Adds a text in UTF-8. */
    void text(byte[] utf8) {
        if (bytes.length - length < 2 * utf8.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + 2 * utf8.length));
        }
        for (byte b : utf8) {
            if (escapes && (b == '\\' || b == '\t' || b == '\n' || b == 0)) {
                bytes[length++] = '\\';
                bytes[length++] = b == 0 ? (byte) '0' : b;
            } else {
                bytes[length++] = b;
            }
        }
    }

    /** What was added, to be read while nothing else is added. */
    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
