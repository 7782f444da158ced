package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.TapStage.Range;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The SQL by which the rows of files are read. */
final class FileQuery {

    /** A view's name that no query has by chance. */
    private static final String RESULT = "wadi: the result";

    private final FileDuckDb duckdb;
    private final ReadRequest request;
    private List<FoundFile> files;
    private Path base;
    private List<String> strict = List.of();

    FileQuery(FileDuckDb duckdb, ReadRequest request, List<FoundFile> files, Path base) {
        this.duckdb = duckdb;
        this.request = request;
        this.files = files;
        this.base = base;
    }

    /** A query whose columns are those of batches. */
    Conform conform() throws SQLException, IOException {
        String rows = named(
                switch (request.format()) {
                    case PARQUET -> parquet();
                    case CSV -> csv();
                    case JSON -> json();
                });
        if (request.query().isPresent()) {
            rows = queried(request.query().get(), rows);
        }
        if (request.range().isPresent()) {
            rows = "select * from (" + rows + ") where "
                    + condition(request.range().get());
        }
        return Conform.of(duckdb, rows);
    }

    private String parquet() {
        Map<String, Object> options = Options.reading(Format.PARQUET, request.params());
        options.putIfAbsent("union_by_name", true);
        String casts = request.fields().stream()
                .map(field -> DuckDb.quoted(field.name()) + "::" + field.type() + " as " + DuckDb.quoted(field.name()))
                .collect(Collectors.joining(", "));
        return "select *" + (casts.isEmpty() ? "" : " replace (" + casts + ")") + " from read_parquet("
                + CsvSource.paths(files) + Options.arguments(options) + ")";
    }

    private String csv() throws SQLException, IOException {
        CsvSource source = new CsvSource(duckdb, request);
        String sql = source.sql(files);
        strict = source.strict();
        return sql;
    }

    /** A failure of reading with the number of the line, where the reader can say it. */
    Exception reason(Exception failure) {
        if (!String.valueOf(failure.getMessage()).contains("holds a value that is no")) {
            return failure;
        }
        try {
            for (String sql : strict) {
                duckdb.rows(sql, row -> {});
            }
            return failure;
        } catch (SQLException e) {
            return e;
        }
    }

    private String json() throws SQLException, IOException {
        JsonSource source = new JsonSource(duckdb, request, files, base);
        String sql = source.sql();
        files = source.files();
        base = source.base();
        return sql;
    }

    /** The files that are read; they may be copies. */
    List<FoundFile> files() {
        return files;
    }

    /** The column {@code filename} begins below the folder: where that is, or was put for the moment, is nobody's matter. */
    private String named(String rows) {
        Object filename = request.params().get("filename");
        if (filename == null || filename.equals(false)) {
            return rows;
        }
        String column = DuckDb.quoted(filename.equals(true) ? "filename" : filename.toString());
        int length = base.toString().length() + 1;
        return "select * replace (substr(" + column + ", " + (length + 1) + ") as " + column + ") from (" + rows + ")";
    }

    private String queried(String query, String rows) throws SQLException {
        String table = PlaceholderTable.name(duckdb, query);
        duckdb.execute("create temp view " + DuckDb.quoted(table) + " as " + rows);
        try {
            duckdb.execute("create temp view " + DuckDb.quoted(RESULT) + " as " + query);
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "query: " + TabularFailure.text(e).lines().findFirst().orElse(""), e);
        }
        return "select * from " + DuckDb.quoted(RESULT);
    }

    private static String condition(Range range) {
        String column = DuckDb.quoted(range.column());
        List<String> conditions = new ArrayList<>();
        range.after().ifPresent(value -> conditions.add(column + " > " + literal(value)));
        range.upTo().ifPresent(value -> conditions.add(column + " <= " + literal(value)));
        String all = conditions.isEmpty() ? "true" : String.join(" and ", conditions);
        return range.after().isPresent() ? all : "(" + all + ") or " + column + " is null";
    }

    private static String literal(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof LocalDate date) {
            return "date " + DuckDb.literal(date.toString());
        }
        if (value instanceof LocalDateTime time) {
            return "timestamp " + DuckDb.literal(time.toString());
        }
        if (value instanceof Instant instant) {
            return "timestamptz " + DuckDb.literal(instant.toString());
        }
        return DuckDb.literal(value.toString());
    }
}
