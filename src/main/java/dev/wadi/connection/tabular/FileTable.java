package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parquet, CSV and JSON below a folder, as a tap and a sink. The locator is a path below the folder: for a tap a file or a
 * pattern, for a sink a file (in which {@code {run}} stands for the run's id) or, with {@code /} behind it, a folder to which
 * each run adds a file {@code <stage>-<run>.<suffix>}. Thread-safe; it holds nothing open.
 */
public final class FileTable implements Tappable, Sinkable, SchemaSource {

    private final FileRoot root;
    private final Optional<Format> format;

    /**
     * @param folder out of which no locator leads; it need not exist
     * @param format the only one; empty when the file's name or {@code params.format} says it
     */
    public FileTable(Path folder, Optional<Format> format) {
        this.root = new FileRoot(folder);
        this.format = format;
    }

    private Format format(Map<String, Object> params, String locator) {
        return format.orElseGet(() -> Format.of(Optional.ofNullable(params.get("format")), locator));
    }

    @Override
    public BatchReader tap(TapStage stage) throws IOException {
        String locator = stage.locator()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(
                        "locator: is missing. Name a file, or a pattern such as in/*.csv"));
        List<FoundFile> files = root.find(locator);
        ReadRequest request = ReadRequest.of(stage, format(stage.params(), locator));
        return TabularFiles.read(stage.run(), request, files, root.real());
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        return target(stage).write(rows);
    }

    private FileSink target(SinkStage stage) throws IOException {
        TabularWriter writer = writer(stage);
        return new FileSink(stage, writer, FileTarget.of(root, stage, writer.partitioned()));
    }

    private TabularWriter writer(SinkStage stage) {
        String locator = stage.locator().orElse("");
        return TabularWriter.of(format(stage.params(), locator), stage.params(), locator);
    }

    @Override
    public Optional<RunMark> lastMark(SinkStage stage) throws IOException {
        return target(stage).lastMark();
    }

    /** The files whose names say that they can be read. */
    @Override
    public List<Table> tables() throws IOException {
        List<Table> tables = new ArrayList<>();
        for (FoundFile file : root.all()) {
            format.or(() -> Format.byName(file.shown()))
                    .ifPresent(found -> tables.add(new Table(file.shown(), found.toString())));
        }
        return tables;
    }

    /** The columns of a file, or of those that a pattern matches. */
    @Override
    public List<Column> columns(String locator) throws IOException {
        if (!Glob.isGlob(locator) && !root.exists(locator)) {
            return List.of();
        }
        List<FoundFile> files = root.find(locator);
        return TabularFiles.columns(ReadRequest.all(format(Map.of(), locator)), files, root.real());
    }

    @Override
    public boolean writesOnce() {
        return true;
    }
}
