package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts rows behind those of a CSV or JSON file: the old bytes and the new ones are written to a new file. */
record FileAppend(TabularWriter writer, FileTarget target) {

    long write(RunScope run, BatchReader rows, Path pending) throws Exception {
        List<String> order = WritableColumns.names(rows.schema());
        if (writer.format() == Format.CSV) {
            order = matched(header(run), order);
        } else {
            refuseArray();
        }
        Path added = pending.resolveSibling(pending.getFileName() + "-rows");
        Files.deleteIfExists(added);
        try {
            long count = writer.withoutHeader().write(run, rows, added, order);
            join(pending, added);
            return count;
        } finally {
            Files.deleteIfExists(added);
        }
    }

    private List<String> header(RunScope run) throws IOException, SQLException {
        FoundFile file = new FoundFile(target.path(), target.shown());
        try (FileDuckDb duckdb = FileDuckDb.reading(List.of(target.path()), run.memory())) {
            CsvDialect dialect = CsvDialect.of(duckdb, writer.dialect(), file);
            return dialect.hasHeader() ? dialect.names(dialect.firstLine(duckdb, file)) : List.of();
        }
    }

    /** The columns in the file's order. */
    private List<String> matched(List<String> header, List<String> columns) throws IOException {
        if (header.isEmpty()) {
            return columns;
        }
        List<String> missing = new ArrayList<>(header);
        missing.removeAll(columns);
        List<String> extra = new ArrayList<>(columns);
        extra.removeAll(header);
        if (!missing.isEmpty()) {
            throw new IOException(
                    "'" + target.shown() + "' has the column '" + missing.get(0) + "', and the rows do not");
        }
        if (!extra.isEmpty()) {
            throw new IOException(
                    "the rows have the column '" + extra.get(0) + "', and '" + target.shown() + "' does not");
        }
        return header;
    }

    private void refuseArray() throws IOException {
        try (InputStream in = Files.newInputStream(target.path())) {
            int first = in.read();
            while (Character.isWhitespace(first)) {
                first = in.read();
            }
            if (first == '[') {
                throw new IOException(
                        "'" + target.shown()
                                + "' is a JSON array, and rows can only be added to objects one a line. Use replace, or another file");
            }
        }
    }

    private void join(Path pending, Path added) throws IOException {
        try (FileChannel to = FileChannel.open(pending, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                FileChannel old = FileChannel.open(target.path());
                FileChannel rows = FileChannel.open(added)) {
            copy(old, to);
            ByteBuffer last = ByteBuffer.allocate(1);
            old.read(last, old.size() - 1);
            if (last.get(0) != '\n') {
                to.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            copy(rows, to);
        }
    }

    private static void copy(FileChannel from, FileChannel to) throws IOException {
        long position = 0;
        while (position < from.size()) {
            position += from.transferTo(position, from.size() - position, to);
        }
    }
}
