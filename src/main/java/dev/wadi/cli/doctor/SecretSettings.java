package dev.wadi.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Whether secrets are written in {@code application.properties}, and not in the environment.
 *
 * @param file it may be absent
 */
record SecretSettings(Path file) {

    private static final List<String> NAMES = List.of("wadi.fernet.key", "wadi.api.token", "wadi.api.viewer.token");

    boolean areThere() {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return false; // reading the settings has said so
        }
        return NAMES.stream().anyMatch(name -> !properties.getProperty(name, "").isBlank());
    }
}
