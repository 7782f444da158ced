package dev.wadi.connection;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The forms of files that connections are exported to and imported from. */
public enum ConnectionFormat {
    YAML,
    JSON,
    ENV,
    ENV_JSON,
    URI,
    JUPYSQL,
    PIP;

    /** The one that a file's name tells; empty when it could be several. */
    public static Optional<ConnectionFormat> of(Path file) {
        String name =
                file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.equals("pip.conf") || name.equals("pip.ini") || name.equals("requirements.txt")) {
            return Optional.of(PIP);
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return Optional.ofNullable(
                switch (ending) {
                    case "yaml", "yml" -> YAML;
                    case "json" -> JSON;
                    case "env" -> ENV;
                    case "uri" -> URI;
                    case "ini" -> JUPYSQL;
                    default -> null;
                });
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
