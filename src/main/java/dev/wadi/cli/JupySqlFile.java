package dev.wadi.cli;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@code connections.ini} in a folder of its own that only its owner may read; closing removes it. */
final class JupySqlFile implements AutoCloseable {

    private final @Nullable Path path;

    private JupySqlFile(@Nullable Path path) {
        this.path = path;
    }

    /** With the SQL connections among these; without a file when there is none. */
    static JupySqlFile of(List<ConnectionDefinition> definitions) {
        String text = ConnectionWriter.jupysql(definitions);
        if (text.isBlank()) {
            return new JupySqlFile(null);
        }
        try {
            Path file = Files.createTempDirectory("wadi-exec").resolve("connections.ini");
            PrivateFile.write(file, text);
            return new JupySqlFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    @Override
    public void close() {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
                Files.deleteIfExists(path.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
