package dev.wadi.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each change in the folder of plugins that it needs a restart. Used on one thread. */
final class PluginChanges {

    private static final Logger LOG = LoggerFactory.getLogger(PluginChanges.class);

    private final Path folder;
    private Map<Path, FolderStamps.Stamp> seen;

    PluginChanges(Path folder) {
        this.folder = folder;
        this.seen = jars();
    }

    private Map<Path, FolderStamps.Stamp> jars() {
        return FolderStamps.of(List.of(folder)).files().entrySet().stream()
                .filter(file -> file.getKey().toString().endsWith(".jar"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void tell() {
        Map<Path, FolderStamps.Stamp> now = jars();
        Set<Path> changed = new TreeSet<>(now.keySet());
        changed.addAll(seen.keySet());
        changed.removeIf(jar -> Objects.equals(now.get(jar), seen.get(jar)));
        seen = now;
        if (!changed.isEmpty()) {
            LOG.warn(
                    "{} changed: plugins are read at the start only; restart Wadi to use {} as now",
                    changed.stream().map(Path::toString).collect(Collectors.joining(", ")),
                    changed.size() == 1 ? "it" : "them");
        }
    }
}
