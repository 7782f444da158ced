package dev.wadi.connection.tls;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files that a connection names. Other things than regular files are refused: a pipe would be waited for, and a device
 * may have no end.
 */
public final class RegularFile {

    private static final long MOST = 64L << 20;

    private RegularFile() {}

    /** It is there and is not read, whoever asks. */
    private static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final String why;

        RefusedException(Path file, String why) {
            super(file + " " + why);
            this.why = why;
        }
    }

    /** All that is in it. */
    public static byte[] bytes(Path file) throws IOException {
        require(file);
        return Files.readAllBytes(file);
    }

    /** All that is in it, as text. */
    public static String text(Path file, Charset encoding) throws IOException {
        require(file);
        return Files.readString(file, encoding);
    }

    /**
     * Does nothing when it is a file that may be read whole.
     *
     * @throws IOException when it is something else; the message names it
     */
    public static void require(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RefusedException(file, "is not a regular file");
        }
        if (Files.size(file) > MOST) {
            throw new RefusedException(file, "is larger than " + (MOST >> 20) + " MB");
        }
    }

    /** Why a file was not read, after its name: {@code '/run/ca.pem' cannot be read}. */
    public static String unread(String file, IOException failure) {
        return "'" + file + "' " + (failure instanceof RefusedException refused ? refused.why : "cannot be read");
    }
}
