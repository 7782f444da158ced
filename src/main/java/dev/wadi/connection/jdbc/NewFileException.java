package dev.wadi.connection.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** The file of an embedded database is not there, and the first statement would create it. */
public final class NewFileException extends SQLException {

    private static final long serialVersionUID = 1L;

    private NewFileException() {
        super("there is no such file. A test creates none; the first statement would");
    }

    /**
     * What the test of a database says whose file is not there.
     *
     * @param refusing what keeps a statement from creating it, such as {@code mode rw}; empty when nothing does
     */
    public static SQLException of(Path file, String refusing) {
        if (!refusing.isEmpty()) {
            return new SQLException("there is no such file, and " + refusing + " creates none");
        }
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || Files.isDirectory(folder)
                ? new NewFileException()
                : new SQLException("there is no folder " + folder);
    }
}
