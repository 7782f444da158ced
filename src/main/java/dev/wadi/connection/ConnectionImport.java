package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files that other programs have, in every form that {@link ConnectionWriter} writes. */
public final class ConnectionImport {

    private final Path file;
    private final @Nullable ConnectionFormat format;
    private final @Nullable String connId;

    /**
     * @param format null when the name of the file tells it
     * @param connId the name of what has none in the file; the next is {@code <connId>_2}
     */
    public ConnectionImport(Path file, @Nullable ConnectionFormat format, @Nullable String connId) {
        this.file = file;
        this.format = format;
        this.connId = connId;
    }

    /** All that the file defines; nothing when anything in it must be mended. */
    public ConnectionFile read() {
        ConnectionFormat chosen = format == null ? ConnectionFormat.of(file).orElse(null) : format;
        if (chosen == null) {
            return new ConnectionFile(
                    file.toString(),
                    List.of(),
                    List.of(Problem.error(
                            Place.of(file.toString()),
                            "",
                            "its name does not tell what it holds",
                            "Name its form by --format")));
        }
        Problems problems = new Problems();
        List<ConnectionDefinition> definitions = new ArrayList<>();
        try {
            String text = Documents.text(file);
            switch (chosen) {
                case YAML -> ConnectionFiles.entries(Documents.yaml(file.toString(), text), problems, definitions);
                case JSON -> ConnectionFiles.entries(Documents.json(file.toString(), text), problems, definitions);
                case ENV, ENV_JSON -> definitions.addAll(new EnvLines(file.toString(), problems).read(text));
                case URI -> definitions.addAll(
                        new EnvLines(file.toString(), problems, new GivenIds(connId, true)).read(text));
                case JUPYSQL -> definitions.addAll(new JupySqlReader(file.toString(), problems).read(text));
                case PIP -> definitions.addAll(
                        new PipReader(file.toString(), problems, new GivenIds(connId, false)).read(text));
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        return new ConnectionFile(file.toString(), definitions, problems.sorted());
    }
}
