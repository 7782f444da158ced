package dev.wadi.connection;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What files and the environment say together.
 *
 * @param definitions those that count, by {@code conn_id}
 * @param shadowed those of files that a variable of the environment wins over, by {@code conn_id}
 * @param rejected what can be read of the files that are rejected; it can be checked and is never opened
 * @param problems all of them, by place; warnings too
 */
public record ConnectionSet(
        List<ConnectionDefinition> definitions,
        List<ConnectionDefinition> shadowed,
        List<ConnectionDefinition> rejected,
        List<Problem> problems) {

    /** Nothing. */
    public static final ConnectionSet EMPTY = new ConnectionSet(List.of(), List.of(), List.of(), List.of());

    public ConnectionSet {
        definitions = List.copyOf(definitions);
        shadowed = List.copyOf(shadowed);
        rejected = List.copyOf(rejected);
        problems = List.copyOf(problems);
    }

    /**
     * Joins files and the environment. A {@code conn_id} that two files define is a problem of the later file, which is
     * rejected. A variable wins over files, a wrong one too: it then defines nothing.
     *
     * @param files in the order in which they count
     */
    public static ConnectionSet of(List<ConnectionFile> files, Map<String, String> environment) {
        return of(files, EMPTY, environment);
    }

    /**
     * The same while Wadi runs: a file that is rejected goes on saying what it said before, as far as no other file says
     * something else by now.
     *
     * @param before what files and environment said
     */
    static ConnectionSet of(List<ConnectionFile> files, ConnectionSet before, Map<String, String> environment) {
        Problems problems = new Problems();
        List<ConnectionDefinition> rejected = new ArrayList<>();
        Map<String, ConnectionDefinition> inFiles = inFiles(files, rejected, problems);
        if (!before.definitions.isEmpty() || !before.shadowed.isEmpty()) {
            keep(files, before, inFiles);
        }
        EnvironmentConnections variables = EnvironmentConnections.read(environment, problems);
        Map<String, ConnectionDefinition> effective = new TreeMap<>();
        List<ConnectionDefinition> shadowed = new ArrayList<>();
        inFiles.forEach((id, definition) -> {
            if (variables.defines(id)) {
                shadowed.add(definition);
            } else {
                effective.put(id, definition);
            }
        });
        Set<String> ids = new LinkedHashSet<>();
        shadowed.forEach(definition -> ids.add(definition.connId()));
        variables.definitions(ids).forEach(definition -> effective.put(definition.connId(), definition));
        shadowed.sort(Comparator.comparing(ConnectionDefinition::connId));
        return new ConnectionSet(List.copyOf(effective.values()), shadowed, rejected, problems.sorted());
    }

    /** The same with other problems. */
    ConnectionSet with(List<Problem> others) {
        return new ConnectionSet(definitions, shadowed, rejected, others);
    }

    private static void keep(
            List<ConnectionFile> files, ConnectionSet before, Map<String, ConnectionDefinition> inFiles) {
        Set<String> accepted = new LinkedHashSet<>();
        inFiles.values().forEach(definition -> accepted.add(fileOf(definition)));
        Set<String> wrong = new LinkedHashSet<>();
        files.stream()
                .filter(file -> file.isRejected() || !file.definitions().isEmpty() && !accepted.contains(file.name()))
                .forEach(file -> wrong.add(file.name()));
        Stream.concat(before.definitions.stream(), before.shadowed.stream())
                .filter(definition -> wrong.contains(fileOf(definition)))
                .forEach(definition -> inFiles.putIfAbsent(definition.connId(), definition));
    }

    private static String fileOf(ConnectionDefinition definition) {
        return definition.origin().place().file();
    }

    /** What is written and does not count: what is shadowed, and what rejected files say. */
    public List<ConnectionDefinition> unused() {
        return Stream.concat(shadowed.stream(), rejected.stream()).toList();
    }

    private static Map<String, ConnectionDefinition> inFiles(
            List<ConnectionFile> files, List<ConnectionDefinition> rejected, Problems problems) {
        Map<String, ConnectionDefinition> all = new LinkedHashMap<>();
        for (ConnectionFile file : files) {
            problems.addAll(file.problems());
            boolean anew = !file.isRejected();
            for (ConnectionDefinition definition : file.definitions()) {
                ConnectionDefinition first = all.get(definition.connId());
                if (first != null) {
                    anew = false;
                    problems.add(duplicate(first, definition));
                }
            }
            if (anew) {
                file.definitions().forEach(definition -> all.put(definition.connId(), definition));
            } else {
                rejected.addAll(file.entries());
            }
        }
        return all;
    }

    private static Problem duplicate(ConnectionDefinition first, ConnectionDefinition second) {
        return Problem.error(
                second.origin().place(),
                second.connId(),
                "is defined at " + first.origin().place() + " already",
                "Remove one of the two, or choose another conn_id");
    }
}
