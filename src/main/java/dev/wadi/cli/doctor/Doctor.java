package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Mark;
import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.cli.doctor.Trials.Trial;
import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what is wrong with an installation. It changes nothing; a small file that shows whether a folder can be written is
 * deleted at once.
 */
public final class Doctor {

    private final Settings settings;
    private final Map<String, String> environment;
    private final Duration timeout;

    /** @param timeout how long the test of one connection may take */
    public Doctor(Settings settings, Map<String, String> environment, Duration timeout) {
        this.settings = settings;
        this.environment = environment;
        this.timeout = timeout;
    }

    /** What is wrong with settings that could not even be read. */
    public static List<Finding> wrongSettings(ConfigurationException wrong) {
        Findings findings = new Findings(Topic.SETTINGS);
        findings.add(wrong.problems());
        findings.warning("", "nothing else was looked at", "Mend this, and run wadi doctor again");
        return findings.found();
    }

    /** That the clock is in the past, as the files and the history say; for a service that has started. */
    public static Optional<Finding> clockInThePast(Settings settings) {
        return new Clock(settings, Instant.now()).past();
    }

    /** All that was looked at, by topic. */
    public List<Finding> examine() {
        Optional<Workspace> workspace = workspace();
        List<Finding> findings = new ArrayList<>(first());
        findings.addAll(new Folders(settings, isNew()).examine());
        workspace.ifPresent(there -> findings.addAll(new WrittenFiles(there).examine()));
        findings.addAll(new FernetKeys(settings).examine(workspace));
        List<Trial> trials = workspace.map(this::trials).orElse(List.of());
        findings.addAll(new Servers(told(findings)).examine(trials));
        Service service = new Service(settings);
        List<Finding> ofService = service.examine();
        findings.addAll(new PluginJars(settings.plugins()).examine(service.status()));
        findings.addAll(ofService);
        findings.addAll(new Clock(settings, Instant.now()).examine(trials));
        findings.addAll(new Machine(settings).examine());
        return List.copyOf(findings);
    }

    private static Set<String> told(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.mark() == Mark.PROBLEM)
                .map(Finding::where)
                .collect(Collectors.toSet());
    }

    /** Empty when a folder cannot be read, which is a finding of the folders. */
    private Optional<Workspace> workspace() {
        try {
            return Optional.of(Workspace.of(settings, environment));
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private boolean isNew() {
        return !Files.exists(settings.connections())
                && !Files.exists(settings.routes())
                && settings.named().isEmpty()
                && environment.keySet().stream().noneMatch(name -> name.startsWith("AIRFLOW_CONN_"));
    }

    /** What is said to somebody who has just begun. */
    private List<Finding> first() {
        Findings findings = new Findings(Topic.SETTINGS);
        if (isNew()) {
            findings.warning(
                    settings.home().toAbsolutePath().normalize(),
                    "nothing is set up in this folder yet",
                    "Make a connection: wadi connections add. Write a route or a pipeline into routes/, and run: wadi run."
                            + " If your files are elsewhere, go there, or name them: --connections DIR --routes DIR");
        } else if (Files.isRegularFile(settings.propertiesFile())) {
            findings.ok(settings.propertiesFile(), "is read");
        }
        return findings.found();
    }

    private List<Trial> trials(Workspace workspace) {
        try (Connections connections = workspace.connections()) {
            ConnectionSet set = workspace.connectionSet();
            return new Trials(connections, timeout).run(set.definitions());
        } catch (ConfigurationException e) {
            return List.of(); // files or keys have findings of their own
        }
    }
}
