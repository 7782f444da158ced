package dev.wadi.console;

import dev.wadi.config.AtomicFiles;
import dev.wadi.engine.Settings;
import dev.wadi.engine.StateLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that a service made for itself, in the folder of its state while it runs, readable by its owner only: commands of the
 * same user that ask at the same address find it there. It is sent nowhere else.
 */
final class KeptToken {

    private static final Logger LOG = LoggerFactory.getLogger(KeptToken.class);
    private static final String NAME = "api-token";

    private KeptToken() {}

    private static Optional<Path> file(Settings settings) {
        return settings.state() instanceof StateLocation.Folder folder
                ? Optional.of(folder.path().resolve(NAME))
                : Optional.empty();
    }

    private static String address(Settings settings, int port) {
        return settings.apiHost() + ":" + port + " ";
    }

    /** @param port where the service listens */
    static void write(Settings settings, int port, ApiToken token) {
        file(settings).ifPresent(file -> {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                String line = address(settings, port) + token.text();
                AtomicFiles.write(file, line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("{} cannot be written; commands need the token from the log", file, e);
            }
        });
    }

    /** The token of the service that runs here, if it made one. */
    static Optional<String> read(Settings settings) {
        return file(settings).filter(Files::isReadable).flatMap(file -> {
            try {
                String line = Files.readString(file);
                String address = address(settings, settings.apiPort());
                return line.startsWith(address) ? Optional.of(line.substring(address.length())) : Optional.empty();
            } catch (IOException e) {
                return Optional.empty(); // it has just stopped
            }
        });
    }

    static void remove(Settings settings) {
        file(settings).ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.debug("{} cannot be removed; it is of no use any more", file, e);
            }
        });
    }
}
