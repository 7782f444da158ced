package dev.wadi.cli.doctor;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.engine.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files in the folders of connections and routes that nobody reads although they look as if somebody should. Of connections'
 * folder, reading it has said what has another ending.
 */
final class UnreadFiles {

    private static final Pattern ROUTES = Pattern.compile("(.+?\\.ya?ml)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONNECTIONS =
            Pattern.compile("\\..*\\.(?:ya?ml|json|env)|\\.env", Pattern.CASE_INSENSITIVE);

    /** Files about the others, and those of tools. */
    private static final Pattern ASIDE = Pattern.compile("README.*|LICEN[SC]E.*|\\.git.*|\\.keep|\\.DS_Store|.+\\.md");

    private static final int DEPTH = 16;

    private final Settings settings;
    private final List<ConnectionDefinition> connections;
    private final Findings findings;

    UnreadFiles(Settings settings, List<ConnectionDefinition> connections, Findings findings) {
        this.settings = settings;
        this.connections = connections;
        this.findings = findings;
    }

    void examine() {
        for (Path file : below(settings.connections(), 1)) {
            if (CONNECTIONS.matcher(name(file)).matches()) {
                hidden(file);
            }
        }
        List<Path> routes = below(settings.routes(), DEPTH);
        List<Path> others = new ArrayList<>();
        routes.stream().filter(file -> !isRead(file)).forEach(file -> unread(file, others));
        if (!others.isEmpty()) {
            unnamed(others, routes);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Without what lies in folders whose names begin with two dots: Kubernetes keeps its versions there. */
    private static List<Path> below(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder, depth)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).toString().startsWith(".."))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // the folder has a finding of its own
        }
    }

    private boolean isRead(Path file) {
        return !isHidden(file) && (name(file).endsWith(".yaml") || name(file).endsWith(".yml"));
    }

    private boolean isHidden(Path file) {
        for (Path part : settings.routes().relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void unread(Path file, List<Path> others) {
        Matcher name = ROUTES.matcher(name(file));
        if (ASIDE.matcher(name(file)).matches() || isOfTool(file)) {
            return;
        }
        if (!name.matches()) {
            others.add(file);
        } else if (isHidden(file)) {
            hidden(file);
        } else {
            String shown = name.group(1).toLowerCase(Locale.ROOT);
            Path beside = file.resolveSibling(shown);
            String rename = Files.exists(beside)
                    ? "Remove it, or keep it elsewhere"
                    : "If it should be: mv " + Paths.shell(file) + " " + Paths.shell(beside);
            findings.warning(file, "nobody reads it: files of routes end in .yaml or .yml", rename);
        }
    }

    private boolean isOfTool(Path file) {
        String below = settings.routes().relativize(file).toString();
        return below.startsWith(".git") || below.contains("/.git");
    }

    private void hidden(Path file) {
        findings.warning(
                file,
                "nobody reads it: names that begin with a dot are left out",
                "If it should be read, give it another name");
    }

    /** One line for each folder, of what no connection points to and no file names. */
    private void unnamed(List<Path> others, List<Path> routes) {
        String texts = texts(routes);
        List<Path> pointedTo = pointedTo();
        Map<Path, TreeSet<String>> folders = new TreeMap<>();
        for (Path file : others) {
            Path real = file.toAbsolutePath().normalize();
            if (pointedTo.stream().noneMatch(real::startsWith) && !texts.contains(name(file))) {
                Path folder = file.getParent() == null ? settings.routes() : file.getParent();
                folders.computeIfAbsent(folder, made -> new TreeSet<>()).add(name(file));
            }
        }
        folders.forEach((folder, names) -> findings.warning(
                folder,
                "no route or connection names what is in it: " + WrittenFiles.names(names),
                "Keep it elsewhere, unless another program needs it here"));
    }

    private String texts(List<Path> routes) {
        StringBuilder texts = new StringBuilder();
        for (Path file : routes) {
            if (isRead(file)) {
                texts.append(text(file)).append('\n');
            }
        }
        return texts.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it has a finding of its own
        }
    }

    private List<Path> pointedTo() {
        List<Path> found = new ArrayList<>();
        for (ConnectionDefinition connection : connections) {
            String host = connection.host();
            if (host != null && !host.isBlank() && connection.port() == null) {
                path(host).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Path> path(String host) {
        try {
            return Optional.of(Path.of(host).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty(); // it is no file
        }
    }
}
