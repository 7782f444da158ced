package dev.wadi.connection.http;

import dev.wadi.batch.DuckTypes;
import dev.wadi.connection.tabular.FolderReader;
import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.FoundFile;
import dev.wadi.connection.tabular.ReadRequest;
import dev.wadi.connection.tabular.TemporaryFolder;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of pages, of which one is there at a time: the next one is asked for when all rows of it were taken. */
final class PagedRows implements BatchReader {

    private final Pages pages;
    private final ReadingScope scope;
    private final TemporaryFolder folder;
    private final FolderReader reader;
    private final ReadRequest request;
    private final Schema schema;
    private List<FoundFile> files;
    private boolean ended;
    private volatile BatchReader rows;
    private volatile boolean closed;

    /** @param first the pages that the columns are told by */
    PagedRows(Pages pages, ReadingScope scope, TemporaryFolder folder, ReadRequest request, List<FoundFile> first)
            throws IOException {
        this.pages = pages;
        this.scope = scope;
        this.folder = folder;
        this.request = request;
        this.files = List.copyOf(first);
        this.reader = FolderReader.open(scope, folder.path());
        try {
            this.rows = reader.read(request, files);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
        this.schema = rows.schema();
        if (request.format() == Format.JSON && request.fields().isEmpty()) {
            pages.expect(JsonShape.of(schema));
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public synchronized @Nullable VectorSchemaRoot next() throws Exception {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        VectorSchemaRoot batch = ended ? null : rows.next();
        while (batch == null && !ended) {
            turn();
            batch = ended ? null : rows.next();
        }
        return batch;
    }

    /** Goes on with the next page, if there is one. */
    private void turn() throws IOException {
        ended = true; // unless there is one, and it can be read
        rows.close();
        Pages.Loaded page = pages.load();
        if (page == null) {
            return;
        }
        for (FoundFile read : files) {
            Files.deleteIfExists(read.path());
        }
        files = List.of(page.file());
        rows = request.format() == Format.JSON ? json() : table(page);
        ended = false;
    }

    private BatchReader json() throws IOException {
        return reader.read(known(Optional.empty()), files);
    }

    /** The same request for rows of the columns that are known by now. */
    private ReadRequest known(Optional<String> query) {
        List<DeclaredColumn> columns = request.fields().isEmpty()
                ? schema.getFields().stream()
                        .map(field -> new DeclaredColumn(field.getName(), DuckTypes.name(field)))
                        .toList()
                : request.fields();
        return new ReadRequest(request.format(), request.params(), columns, query, request.range());
    }

    /** A page of CSV or Parquet, which says itself what columns it has. */
    private BatchReader table(Pages.Loaded page) throws IOException {
        BatchReader read = reader.read(request, files);
        if (read.schema().equals(schema)) {
            return read;
        }
        List<String> names = names(read.schema());
        read.close();
        if (!names.containsAll(names(schema))
                || names.size() != schema.getFields().size()) {
            throw new IOException(page.file().shown() + ": has the columns " + String.join(", ", names)
                    + ", and the page before has " + String.join(", ", names(schema)));
        }
        throw new IOException(
                page.file().shown() + ": its columns are not of the types of the page before. Declare them in fields");
    }

    private static List<String> names(Schema columns) {
        return columns.getFields().stream().map(Field::getName).toList();
    }

    /** Ends a request or a read that waits, too. */
    @Override
    public void close() {
        closed = true;
        scope.end();
        rows.close();
        synchronized (this) {
            try {
                AutoCloseables.close(rows, reader, folder, scope);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) { // Arrow's declares no narrower one
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }
}
