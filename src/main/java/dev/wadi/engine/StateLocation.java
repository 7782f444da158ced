package dev.wadi.engine;

import dev.wadi.connection.ConnectionId;
import java.nio.file.Path;
import java.util.Optional;

/** Where run history and bookmarks are kept. */
public sealed interface StateLocation {

    /** A folder of this machine. */
    record Folder(Path path) implements StateLocation {}

    /** A SQL database, by its {@code conn_id}. */
    record Database(String connId) implements StateLocation {}

    /**
     * Reads what was written: a path has a slash or begins with a dot, anything else is a {@code conn_id}.
     *
     * @return empty when it is neither
     */
    static Optional<StateLocation> parse(String text) {
        if (text.startsWith(".") || text.contains("/") || text.contains("\\")) {
            return text.indexOf('\0') < 0 ? Optional.of(new Folder(Path.of(text))) : Optional.empty();
        }
        return ConnectionId.problemWhenNew(text).isEmpty() ? Optional.of(new Database(text)) : Optional.empty();
    }
}
