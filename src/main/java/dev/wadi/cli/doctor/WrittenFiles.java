package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.engine.ApiAccess;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.StateLocation;
import dev.wadi.engine.Validation;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with the files of connections and routes, which of them nobody reads, and which connections nothing uses. */
final class WrittenFiles {

    private static final int SHOWN = 10;

    private final Workspace workspace;
    private final Findings findings = new Findings(Topic.FILES);

    WrittenFiles(Workspace workspace) {
        this.workspace = workspace;
    }

    List<Finding> examine() {
        try {
            Validation validation = Validation.of(workspace);
            ConnectionSet set = workspace.connectionSet();
            if (!validation.hasErrors()) {
                findings.ok("", amounts(validation) + ": no problems");
                if (validation.routeFiles() > 0) {
                    unused(set);
                }
            }
            findings.add(validation.problems());
            new UnreadFiles(workspace.settings(), set.definitions(), findings).examine();
        } catch (ConfigurationException e) {
            findings.add(e.problems().stream().filter(this::isOfFiles).toList());
        } catch (UncheckedIOException e) {
            IOException why = Objects.requireNonNull(e.getCause());
            String where = why instanceof FileSystemException of ? of.getFile() : "";
            findings.problem(where, "cannot be read: " + Paths.reason(why), "Mend its permissions, or remove it");
        }
        settings();
        return findings.found();
    }

    /** Folders that are named have findings of their own. */
    private boolean isOfFiles(Problem problem) {
        return !workspace.settings().named().containsValue(problem.place());
    }

    private static String amounts(Validation validation) {
        return count(validation.connections(), "connection") + ", " + count(validation.routeFiles(), "route file")
                + (validation.pipelines() == 0 ? "" : " (" + count(validation.pipelines(), "pipeline") + ")");
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void unused(ConnectionSet set) {
        List<String> connIds =
                set.definitions().stream().map(ConnectionDefinition::connId).toList();
        Set<String> unused = new TreeSet<>(connIds);
        ConnectionUsage.of(workspace, connIds).forEach(usage -> unused.remove(usage.connId()));
        if (workspace.settings().state() instanceof StateLocation.Database database) {
            unused.remove(database.connId());
        }
        if (!unused.isEmpty()) {
            boolean one = unused.size() == 1;
            findings.warning(
                    names(unused),
                    "no route or pipeline uses " + (one ? "this connection" : "these connections"),
                    "If nobody else does (wadi sql, wadi exec): wadi connections delete "
                            + unused.iterator().next());
        }
    }

    static String names(Set<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    /** The file of settings holds secrets, too, in the open. */
    private void settings() {
        Path file = workspace.settings().propertiesFile();
        ApiAccess api = workspace.settings().api();
        boolean isSecret = workspace.settings().fernetKey() != null || api.token() != null || api.viewerToken() != null;
        Set<PosixFilePermission> permissions = Paths.permissions(file);
        boolean isReadable = permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ);
        if (isSecret && isReadable && new SecretSettings(file).areThere()) {
            findings.warning(
                    file,
                    "holds a key or a token, and others than its owner may read it",
                    "Run: chmod 600 " + Paths.shell(file));
        }
    }
}
