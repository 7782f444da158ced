package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the files of connections: {@code .yaml}, {@code .yml}, {@code .json} and {@code .env}, in every form that Airflow
 * reads. Each file is accepted or rejected alone.
 */
public final class ConnectionFiles {

    private static final String ENDINGS = ".yaml, .yml, .json or .env";

    private ConnectionFiles() {}

    /** A folder, without what is below its own folders, and the {@code AIRFLOW_CONN_*} variables. */
    public static ConnectionSet read(Path folder, Map<String, String> environment) {
        return reread(folder, ConnectionSet.EMPTY, environment);
    }

    /**
     * The same while Wadi runs: a file that is rejected goes on saying what it said before, and so does a folder that
     * cannot be read.
     *
     * @param before what was read before
     */
    public static ConnectionSet reread(Path folder, ConnectionSet before, Map<String, String> environment) {
        List<ConnectionFile> files = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> paths = listed.filter(path -> !name(path).startsWith("."))
                    .sorted((a, b) -> name(a).compareTo(name(b)))
                    .toList();
            paths.forEach(path -> files.add(readFile(path)));
        } catch (IOException e) {
            Problem problem = folderProblem(folder);
            if (!before.equals(ConnectionSet.EMPTY)) {
                return before.with(List.of(problem));
            }
            files.add(rejected(folder.toString(), problem));
        }
        return ConnectionSet.of(files, before, environment);
    }

    private static Problem folderProblem(Path folder) {
        Place place = Place.of(folder.toString());
        if (!Files.exists(folder)) {
            return Problem.error(place, "", "the folder does not exist", "Create it, or name another");
        }
        return Files.isDirectory(folder)
                ? Problem.error(place, "", "the folder cannot be read", "Check its permissions")
                : Problem.error(place, "", "is not a folder", "Name the folder of the connections");
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    /** One file. A file of another kind defines nothing and has a warning. */
    public static ConnectionFile readFile(Path file) {
        Place place = Place.of(file.toString());
        if (Files.isDirectory(file)) {
            return new ConnectionFile(
                    file.toString(),
                    List.of(),
                    List.of(Problem.warning(
                            place, "", "is a folder, and is not looked into", "Move its files one folder up")));
        }
        if (Format.of(file.toString()) == Format.OTHER) {
            return read(file.toString(), "");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would be waited for
            return rejected(
                    file.toString(),
                    Problem.error(place, "", "is a pipe or a device, which is not read", "Put a file in its place"));
        }
        try {
            return read(file.toString(), Documents.text(file));
        } catch (ConfigurationException e) {
            return new ConnectionFile(file.toString(), List.of(), e.problems());
        }
    }

    /**
     * The text of one file.
     *
     * @param fileName says the format by its ending, and stands in the problems
     */
    public static ConnectionFile read(String fileName, String text) {
        Problems problems = new Problems();
        List<ConnectionDefinition> definitions = new ArrayList<>();
        try {
            switch (Format.of(fileName)) {
                case YAML -> entries(Documents.yaml(fileName, text), problems, definitions);
                case JSON -> entries(Documents.json(fileName, text), problems, definitions);
                case ENV -> new EnvLines(fileName, problems).read(text).forEach(definitions::add);
                case OTHER -> problems.warning(
                        Place.of(fileName), "", "is not read", "Files of connections end in " + ENDINGS);
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        return new ConnectionFile(fileName, definitions, problems.sorted());
    }

    /**
     * A connection that stands in no file, read as a file would be, so that the same rules hold.
     *
     * @param text its fields as JSON, or its URI
     * @param given where the text comes from, such as a flag
     * @throws ConfigurationException when it is wrong
     */
    public static ConnectionDefinition given(String connId, String text, Place given) {
        Problems problems = new Problems();
        Optional<ConnectionDefinition> read = new DefinitionReader(connId, given, problems).text(text, given);
        List<Problem> found = problems.sorted().stream()
                .map(problem -> new Problem(
                        problem.severity(),
                        given,
                        problem.path(),
                        problem.what(),
                        problem.fix().replace("Remove the line", "Leave it out"))) // there is no line
                .toList();
        if (read.isEmpty() || found.stream().anyMatch(Problem::isError)) {
            throw new ConfigurationException(found);
        }
        return read.get().withOrigin(Origin.at(given));
    }

    /** The formats, by the ending of the name. */
    enum Format {
        YAML,
        JSON,
        ENV,
        OTHER;

        static Format of(String fileName) {
            String name = fileName.toLowerCase(Locale.ROOT);
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return YAML;
            }
            if (name.endsWith(".json")) {
                return JSON;
            }
            return name.endsWith(".env") ? ENV : OTHER;
        }
    }

    private static ConnectionFile rejected(String name, Problem problem) {
        return new ConnectionFile(name, List.of(), List.of(problem));
    }

    static void entries(Node document, Problems problems, List<ConnectionDefinition> definitions) {
        if (!(document instanceof Node.Mapping mapping)) {
            boolean empty = document instanceof Node.Scalar scalar && scalar.value() == null;
            problems.error(
                    document.place(),
                    "",
                    empty ? "is empty" : "must be a mapping from conn_id to connection",
                    "Write a conn_id with the fields of its connection below it, or {} for none");
            return;
        }
        if (mapping.get("conn_type").orElse(null) instanceof Node.Scalar type && isTypeWord(type)) {
            problems.error(
                    type.place(),
                    "conn_type",
                    "the fields have no conn_id",
                    "Write a conn_id above them, and indent them below it");
            return;
        }
        for (Node.Entry entry : mapping.entries()) {
            new DefinitionReader(entry.key().text(), entry.key().place(), problems)
                    .read(entry.value())
                    .ifPresent(definitions::add);
        }
    }

    /** A connection whose {@code conn_id} is {@code conn_type} would be a URI here. */
    private static boolean isTypeWord(Node.Scalar type) {
        return type.value() instanceof String text && !text.contains(":") && !text.startsWith("{");
    }
}
