package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import dev.wadi.engine.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description = "Runs SQL on a connection and prints the rows. Several statements run one after the other, each"
                + " committed by itself; the first that fails ends it.")
final class SqlCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CONN_ID")
    private String connId = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "STATEMENT",
            description = "SQL, with ; between statements. Read from standard input when there is neither this nor -f.")
    private List<String> texts = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A file of SQL.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            defaultValue = "table",
            description =
                    "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). parquet has the rows of the last statement, needs"
                            + " --output, and writes the file whole or not at all.")
    private Format format = Format.TABLE;

    @Option(names = "--output", paramLabel = "FILE", description = "Write the rows to a file.")
    private @Nullable Path output;

    private final Session session;

    SqlCommand(Session session) {
        this.session = session;
    }

    /** How rows are written. */
    enum Format {
        TABLE,
        CSV,
        JSON,
        JSONL,
        PARQUET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        Path file = parquetFile();
        Workspace workspace = session.workspace();
        ConnectionDefinition definition = Session.required(workspace.connectionSet(), connId);
        List<String> statements = statements(definition);
        if (file != null) {
            parquet(workspace, definition, statements, file);
        } else {
            print(workspace, definition, statements);
        }
        return ExitCode.DONE;
    }

    private @Nullable Path parquetFile() {
        if (format == Format.PARQUET && output == null) {
            throw new ConfigurationException(Problem.error(
                    Place.of("--format"), "", "parquet is no text to print", "Name a file with --output"));
        }
        return format == Format.PARQUET ? output : null;
    }

    private void parquet(Workspace workspace, ConnectionDefinition definition, List<String> statements, Path file) {
        try (Connections connections = workspace.connections()) {
            connections.use(definition, open -> {
                long rows = new SqlFile(definition, session.err()).write(open, statements, file);
                session.print(new Written(rows, file.toString()), () -> session.err()
                        .println(Table.count(rows, "row") + " in " + file));
                return file;
            });
        }
    }

    /** What became of the rows, as JSON shows it. */
    record Written(long rows, String file) {}

    private void print(Workspace workspace, ConnectionDefinition definition, List<String> statements) {
        try (Connections connections = workspace.connections();
                PrintStream out = open()) {
            RowWriter rows = RowWriter.of(session.isJson() ? Format.JSON : format, out, session.err());
            connections.use(definition, open -> {
                new SqlRun(definition, rows).run(open, statements);
                return rows;
            });
        }
    }

    private List<String> statements(ConnectionDefinition definition) {
        boolean mysql = definition.connType().equals("mysql");
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.addAll(SqlScript.statements(text, mysql)));
        if (file != null) {
            all.addAll(SqlScript.statements(Documents.text(file), mysql));
        }
        if (texts.isEmpty() && file == null) {
            all.addAll(SqlScript.statements(standardInput(), mysql));
        }
        if (all.isEmpty()) {
            throw new ConfigurationException(Problem.error(
                    Place.of("STATEMENT"), "", "there is no SQL", "Write a statement, or name a file with -f"));
        }
        return all;
    }

    private String standardInput() {
        if (session.shell().isTerminal()) {
            session.err().println("Write SQL; Ctrl-D ends it.");
        }
        try {
            return new String(session.shell().in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintStream open() {
        try {
            OutputStream to = output == null ? new Uncloseable(session.out()) : Files.newOutputStream(output);
            return new PrintStream(new BufferedOutputStream(to, 64 * 1024), false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(Problem.error(
                    Place.of("--output"), "", "cannot be written: " + e.getMessage(), "Choose another file"));
        }
    }

    /** Standard output, which is not ours to close. */
    private static final class Uncloseable extends OutputStream {

        private final PrintStream to;

        Uncloseable(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            to.write(bytes, from, length);
            if (to.checkError()) {
                throw new IOException("nobody reads what is printed");
            }
        }

        @Override
        public void close() {
            to.flush();
        }
    }
}
