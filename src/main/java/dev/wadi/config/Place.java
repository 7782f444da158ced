package dev.wadi.config;

/**
 * Where something is written.
 *
 * @param file the file as the user named it, or the name of an environment variable or an argument
 * @param line from 1; 0 when the file as a whole, or something that has no lines, is meant
 * @param column from 1; 0 when the line as a whole is meant
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    /** The file, variable or argument as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}, as compilers print it. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
