package dev.wadi.connection.mail;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Mail connections as a file would define them, in a Camel context that knows them. */
public final class Desk implements AutoCloseable {

    /** The certificates of the authority that signed the test servers' ones. */
    public static final String CA_FILE = caFile(TestingTls.shared());

    private final TestingConnections opened = new TestingConnections();
    public final CamelContext context = opened.context();
    public final Connections connections = opened.connections();

    /** A connection of the test account on localhost; {@code extra} is key, value, key, value. */
    public static ConnectionDefinition definition(String connId, String type, int port, Object... extra) {
        return definition(connId, type, "localhost", port, TestingMail.LOGIN, TestingMail.PASSWORD, extra);
    }

    public static ConnectionDefinition definition(
            String connId,
            String type,
            @Nullable String host,
            int port,
            @Nullable String login,
            @Nullable String password,
            Object... extra) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (int i = 0; i < extra.length; i += 2) {
            pairs.put((String) extra[i], extra[i + 1]);
        }
        String portText = port == 0 ? null : Integer.toString(port);
        Place place = new Place("connections/mail.yaml", 1, 1);
        return new ConnectionDefinition(
                connId,
                type,
                null,
                host,
                login,
                password,
                portText,
                null,
                pairs,
                ConnectionDefinition.Origin.at(place));
    }

    /** What a check of a definition says, a problem a line. */
    public String check(ConnectionDefinition definition) {
        List<Problem> problems = connections.checks().check(definition);
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    /** Opens a definition, which must work. */
    public void open(ConnectionDefinition definition) {
        opened.open(definition);
    }

    /** Opens, tests and closes a definition. */
    public String test(ConnectionDefinition definition) {
        return connections.test(definition, Duration.ofSeconds(10));
    }

    /** The certificate of an authority in a file of its own. */
    public static String caFile(TestingTls authority) {
        try {
            Path folder = Files.createTempDirectory("wadi-mail");
            Path file = TestingTls.writePem(folder, "authority", authority.certificate());
            file.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
