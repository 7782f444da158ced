package dev.wadi.connection.http;

import dev.wadi.batch.RowBatches;
import dev.wadi.connection.httpclient.HttpCalls;
import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.FoundFile;
import dev.wadi.connection.tabular.ReadRequest;
import dev.wadi.connection.tabular.TabularFiles;
import dev.wadi.connection.tabular.TemporaryFolder;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.TapStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads pages as they come. The first ones tell the columns, as the first rows of other sources do, unless the stage declares
 * them; with a query, which is one over all rows, all pages are loaded before it runs.
 */
final class RestTap {

    private final HttpCalls calls;
    private final TapStage stage;
    private final RestParams params;

    RestTap(HttpCalls calls, TapStage stage) {
        this.calls = calls;
        this.stage = stage;
        this.params = RestParams.of(stage, calls);
    }

    BatchReader open() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        boolean opened = false;
        ReadingScope scope = new ReadingScope(stage.run());
        try {
            Pages pages = new Pages(calls, scope, params, folder.path());
            List<FoundFile> first = new ArrayList<>();
            Format format = load(pages, first);
            ReadRequest read =
                    new ReadRequest(format, optionsFor(format), stage.fields(), stage.query(), stage.range());
            BatchReader rows =
                    isOverAll() ? all(scope, read, first, folder) : new PagedRows(pages, scope, folder, read, first);
            opened = true;
            return rows;
        } finally {
            if (!opened) {
                scope.close();
                folder.close();
            }
        }
    }

    /** Whether the rows are those of all pages together: of a query, or of options that are about files. */
    private boolean isOverAll() {
        return stage.query().isPresent()
                || params.options().containsKey("columns")
                || params.options().containsKey("filename");
    }

    private BatchReader all(ReadingScope scope, ReadRequest read, List<FoundFile> files, TemporaryFolder folder)
            throws IOException {
        BatchReader rows =
                TabularFiles.thenRemoved(folder, () -> TabularFiles.read(stage.run(), read, files, folder.path()));
        scope.close();
        return rows;
    }

    /** Loads what has to be there before the first row. */
    private Format load(Pages pages, List<FoundFile> files) throws IOException {
        long rows = 0;
        Pages.Loaded page = pages.load();
        Format format = page == null ? Format.JSON : page.format();
        while (page != null) {
            files.add(page.file());
            rows += page.rows();
            page = isOverAll() || !tellsColumns(format, rows) ? pages.load() : null;
        }
        if (rows == 0 && format == Format.JSON && stage.fields().isEmpty()) {
            throw new IOException(
                    "the answer to " + pages.shown() + " has no rows to tell the columns by. Declare them in fields");
        }
        return format;
    }

    private boolean tellsColumns(Format format, long rows) {
        return format != Format.JSON || !stage.fields().isEmpty() || rows >= RowBatches.SAMPLE;
    }

    private Map<String, Object> optionsFor(Format format) {
        if (format == Format.JSON || params.options().containsKey("union_by_name")) {
            return params.options();
        }
        Map<String, Object> byName = new LinkedHashMap<>(params.options());
        byName.put("union_by_name", true);
        return byName;
    }
}
