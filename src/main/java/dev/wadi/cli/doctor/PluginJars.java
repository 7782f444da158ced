package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.console.ServiceStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Whether the jars of plugins can be read, and are those that the service has loaded. */
final class PluginJars {

    private static final int DEPTH = 2;

    private final Path folder;
    private final Findings findings = new Findings(Topic.PLUGINS);

    PluginJars(Path folder) {
        this.folder = folder;
    }

    List<Finding> examine(Optional<ServiceStatus> service) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            long jars = files.stream().filter(PluginJars::isReadable).count();
            files.forEach(file -> examine(file, service));
            if (jars > 0) {
                findings.ok(folder, WrittenFiles.count(jars, "jar") + " can be read");
            }
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // the folder has a finding of its own
        }
        return findings.found();
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static boolean isReadable(Path file) {
        return isJar(file) && problem(file).isEmpty();
    }

    private static Optional<String> problem(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.size() < 0 ? Optional.of("is empty") : Optional.empty();
        } catch (IOException e) {
            return Optional.of(Files.isReadable(file) ? "is no jar: " + Paths.reason(e) : "may not be read");
        }
    }

    private void examine(Path file, Optional<ServiceStatus> service) {
        if (isJar(file)) {
            problem(file)
                    .ifPresent(what ->
                            findings.problem(file, what, "Copy it here again, or remove it: rm " + Paths.shell(file)));
        } else if (file.getParent() != null
                && file.getParent().equals(folder)
                && !file.getFileName().toString().startsWith(".")) {
            findings.warning(file, "nobody reads it: plugins are jars, or folders of classes", "Remove it");
            return;
        }
        service.map(ServiceStatus::startedAt)
                .map(Instant::parse)
                .filter(start -> Installation.changedAt(file).isAfter(start))
                .ifPresent(start -> findings.warning(
                        file,
                        "came or changed after the service was started, which does not use it as it is now",
                        "Restart the service"));
    }
}
