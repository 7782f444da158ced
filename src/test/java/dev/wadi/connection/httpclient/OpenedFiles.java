package dev.wadi.connection.httpclient;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFile;
import dev.wadi.connection.ConnectionFiles;
import dev.wadi.connection.Connections;
import dev.wadi.testing.TestingConnections;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** Connections from the text of a YAML file in a Camel context that is started, as the service has them. */
public final class OpenedFiles implements AutoCloseable {

    private final TestingConnections opened = new TestingConnections();
    private final List<ConnectionDefinition> definitions;
    private final ProducerTemplate template;

    private OpenedFiles(String yaml) {
        ConnectionFile file = ConnectionFiles.read("test.yaml", yaml);
        if (!file.problems().isEmpty()) {
            throw new IllegalArgumentException(file.problems().toString());
        }
        definitions = file.definitions();
        context().start();
        template = context().createProducerTemplate();
    }

    /** Opens what a file says; it must be free of errors. */
    public static OpenedFiles open(String yaml) {
        OpenedFiles opened = new OpenedFiles(yaml);
        opened.definitions.forEach(opened.opened::open);
        return opened;
    }

    /** What is wrong with a file, one line each. */
    public static List<String> problems(String yaml) {
        try (OpenedFiles opened = new OpenedFiles(yaml)) {
            return opened.definitions.stream()
                    .flatMap(definition -> opened.connections().checks().check(definition).stream())
                    .map(Problem::toString)
                    .toList();
        }
    }

    /** Opens one that another file says, in place of what it said before. */
    public void reopen(String yaml) {
        ConnectionFiles.read("test.yaml", yaml).definitions().forEach(opened::open);
    }

    public CamelContext context() {
        return opened.context();
    }

    public Connections connections() {
        return opened.connections();
    }

    public ProducerTemplate template() {
        return template;
    }

    /** The bean of a connection, as routes find it. */
    public <T> T bean(String connId, Class<T> type) {
        return Stream.of(context().getRegistry().lookupByNameAndType(connId, type))
                .findFirst()
                .orElseThrow();
    }

    /** The result of a test within five seconds. */
    public String test(String connId) {
        return test(connId, Duration.ofSeconds(5));
    }

    public String test(String connId, Duration timeout) {
        return connections().test(connId, timeout);
    }

    @Override
    public void close() {
        opened.close();
    }
}
