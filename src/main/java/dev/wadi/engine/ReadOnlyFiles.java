package dev.wadi.engine;

import dev.wadi.connection.ConnectionDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why connections cannot be changed here, at one moment: of each file and folder the system is asked once. */
public final class ReadOnlyFiles {

    private final Map<Path, Optional<String>> files = new HashMap<>();
    private final Map<@Nullable Path, Optional<String>> folders = new HashMap<>();

    /** Empty when it can be changed. */
    public Optional<String> why(ConnectionDefinition definition) {
        return files.computeIfAbsent(ConnectionFolder.fileOf(definition), file -> ofFile(file, definition));
    }

    private Optional<String> ofFile(Path file, ConnectionDefinition definition) {
        if (Files.isWritable(file)) {
            return folders.computeIfAbsent(file.toAbsolutePath().getParent(), ConnectionFolder::whyReadOnly);
        }
        return Optional.of(
                Files.exists(file)
                        ? "the file " + file + " cannot be written. Check its permissions"
                        : "it is defined by the variable " + definition.origin().place()
                                + ", which is changed where it is set");
    }
}
