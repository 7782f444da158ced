package dev.wadi.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads files and their documents, within bounds: what is too large, too deep or multiplies itself by aliases is refused
 * with a problem. Everything throws {@link ConfigurationException}. No message shows a value of the file, since it may
 * be secret.
 */
public final class Documents {

    /** The greatest size of a file. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    static final int MAX_DEPTH = 100;
    static final int MAX_VALUES = 1_000_000;

    private static final String AS_UTF_8 = "Save it as plain text in UTF-8";

    private Documents() {}

    /**
     * One YAML 1.2 document. Merge keys are followed; tags other than the core schema's are refused. An empty document is
     * a null scalar.
     */
    public static Node yaml(String file, String text) {
        requireSize(Place.of(file), text.length());
        return new YamlDocument(file).read(text);
    }

    /** One JSON value, strictly. */
    public static Node json(String file, String text) {
        requireSize(Place.of(file), text.length());
        return new JsonDocument(file).read(text);
    }

    /** The text of a file. */
    public static String text(Path path) {
        return text(path.toString(), bytes(path));
    }

    /** The bytes of a regular file that is not too large. */
    public static byte[] bytes(Path path) {
        Place place = Place.of(path.toString());
        try {
            if (!Files.isRegularFile(path) && Files.exists(path)) {
                throw problem(place, "is not a regular file", "Remove it from the folder");
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                requireSize(place, bytes.length);
                return bytes;
            }
        } catch (AccessDeniedException e) {
            throw problem(place, "may not be read by this user", "Change its permissions");
        } catch (NoSuchFileException e) {
            throw problem(place, "does not exist", "Check the name");
        } catch (IOException e) {
            throw problem(place, "cannot be read: " + e.getMessage(), "Check the file and its disk");
        }
    }

    /** The text of bytes in UTF-8, without a byte order mark. */
    public static String text(String file, byte[] bytes) {
        requireUtf8(file, bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (decoder.decode(in, out, true).isError()) {
            Place place = placeOf(file, out.flip(), out.length());
            throw problem(place, "a byte that is not UTF-8", AS_UTF_8);
        }
        String text = out.flip().toString();
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw problem(placeOf(file, text, nul), "a NUL character", AS_UTF_8);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static void requireUtf8(String file, byte[] bytes) {
        byte[] start = Arrays.copyOf(bytes, 4);
        int mark = ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
        boolean marked = mark == 0xFFFE || mark == 0xFEFF;
        boolean zeros = bytes.length >= 4 && (start[0] == 0) != (start[1] == 0);
        if (bytes.length >= 2 && (marked || zeros)) {
            throw problem(Place.of(file), "is not in UTF-8 but, it seems, in UTF-16", AS_UTF_8);
        }
    }

    /** The place of a character in a text. */
    public static Place placeOf(String file, CharSequence text, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(file, line, index - lineStart + 1);
    }

    private static void requireSize(Place place, int size) {
        if (size > MAX_BYTES) {
            throw problem(place, "is larger than " + MAX_BYTES / 1024 / 1024 + " MB", "Divide it into several files");
        }
    }

    static ConfigurationException problem(Place place, String what, String fix) {
        return new ConfigurationException(Problem.error(place, "", what, fix));
    }

    static ConfigurationException tooDeep(Place place) {
        return problem(place, "is nested more than " + MAX_DEPTH + " levels deep", "Write it flatter");
    }

    static ConfigurationException tooMany(Place place) {
        return problem(
                place,
                "more than " + MAX_VALUES + " values, those that aliases repeat included",
                "Divide the file, or use fewer aliases");
    }

    static void duplicate(Problems problems, Place first, Node.Scalar second) {
        problems.error(
                second.place(),
                "",
                "the key '" + second.text() + "' is there twice, first on line " + first.line(),
                "Remove one of the two");
    }
}
