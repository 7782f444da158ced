package dev.wadi.connection.jdbc;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionFile;
import dev.wadi.connection.ConnectionFiles;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Placeholders;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;

/** Connections from the text of a file, {@code c.yaml}. */
public final class ConnectionText {

    private ConnectionText() {}

    /** What is wrong with them, without the places. */
    public static List<String> problems(String yaml) {
        ConnectionFile file = ConnectionFiles.read("c.yaml", yaml);
        try (Connections connections = none()) {
            return Stream.concat(
                            file.problems().stream(),
                            file.definitions().stream()
                                    .flatMap(definition -> connections.checks().check(definition).stream()))
                    .map(Problem::toString)
                    .map(text -> text.replaceFirst("^c\\.yaml:[0-9]+:[0-9]+: ", ""))
                    .toList();
        }
    }

    /** The connections, open. */
    public static Connections open(String yaml) {
        Connections connections = none();
        ConnectionFiles.read("c.yaml", yaml).definitions().forEach(connections::open);
        return connections;
    }

    private static Connections none() {
        return new Connections(ConnectionTypes.load(), Placeholders.of(Map.of()), () -> new DefaultCamelContext(false));
    }
}
