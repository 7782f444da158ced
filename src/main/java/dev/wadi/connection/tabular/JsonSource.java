package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON files as SQL. Their types are guessed from all rows, because a part of them would lose a key that comes later without
 * a word. Where DuckDB's reader would round numbers, it reads copies of the files in which these are text.
 */
final class JsonSource {

    /** What may be a number that a double does not hold: sixteen digits, or an exponent of three. */
    private static final String LONG = "[0-9][0-9.]{15}|[0-9][eE][+-]?[0-9]{3}";

    /** Also any that is not whole. */
    private static final String REAL = LONG + "|[0-9][.eE]";

    private final FileDuckDb duckdb;
    private final Map<String, Object> options;
    private final Map<String, String> declared = new LinkedHashMap<>();
    private List<FoundFile> files;
    private Path base;

    JsonSource(FileDuckDb duckdb, ReadRequest request, List<FoundFile> files, Path base) {
        this.duckdb = duckdb;
        this.options = Options.reading(Format.JSON, request.params());
        this.files = files;
        this.base = base;
        options.remove("sample_size");
        if (options.remove("columns") instanceof Map<?, ?> columns) {
            columns.forEach((name, type) -> declared.put(String.valueOf(name), String.valueOf(type)));
        }
        if (!request.fields().isEmpty()) {
            declared.clear();
            request.fields().forEach(field -> declared.put(field.name(), field.type()));
        }
    }

    /** The files that are read, once {@link #sql} was asked for. */
    List<FoundFile> files() {
        return files;
    }

    /** The folder that all of them are in. */
    Path base() {
        return base;
    }

    /** A query for all rows. */
    String sql() throws SQLException, IOException {
        Map<String, String> columns = declared.isEmpty() ? guessed() : canonical();
        boolean settled = !declared.isEmpty() || columns.values().stream().noneMatch(JsonSource::isTime);
        JsonShape shape = JsonShape.of(columns);
        if (mayRound(columns)) {
            count(shape);
            shape.settle(declared.isEmpty());
            if (shape.needsText()) {
                copy(shape);
                return json(columns(shape.columns()));
            }
        }
        if (settled) {
            return json(columns(declared.isEmpty() ? columns : declared));
        }
        Map<String, Object> guessing = new LinkedHashMap<>(options);
        guessing.put("sample_size", -1);
        guessing.put("maximum_sample_files", files.size());
        return json(guessing);
    }

    /** Dates are left to DuckDB, which finds their format only while it guesses. */
    private static boolean isTime(String type) {
        return type.contains("DATE") || type.contains("TIME");
    }

    /** With the columns, a file is read once more and not each time that a query is bound. */
    private Map<String, Object> columns(Map<String, String> columns) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.remove("union_by_name");
        all.put("columns", columns);
        return all;
    }

    private Map<String, String> guessed() throws SQLException {
        Map<String, Object> about = new LinkedHashMap<>(options);
        about.keySet().removeAll(List.of("filename", "hive_types"));
        about.put("hive_partitioning", false);
        about.put("sample_size", -1);
        about.put("maximum_sample_files", files.size());
        return described(json(about));
    }

    /** The declared types by DuckDB's own names. */
    private Map<String, String> canonical() throws SQLException {
        return described(declared.entrySet().stream()
                .map(column -> "null::" + column.getValue() + " as " + DuckDb.quoted(column.getKey()))
                .collect(Collectors.joining(", ", "select ", "")));
    }

    private Map<String, String> described(String query) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        duckdb.rows("describe " + query, row -> columns.put(row.getString(1), row.getString(2)));
        return columns;
    }

    private String json(Map<String, Object> options) {
        return "select * from read_json(" + CsvSource.paths(files) + Options.arguments(options) + ")";
    }

    /** The text of each record. */
    private String records(List<FoundFile> files) {
        Map<String, Object> about = new LinkedHashMap<>(options);
        about.keySet().retainAll(List.of("compression", "maximum_object_size", "ignore_errors"));
        return "select json::varchar as record from read_json_objects(" + CsvSource.paths(files)
                + Options.arguments(about) + ") where json is not null";
    }

    private boolean mayRound(Map<String, String> columns) throws SQLException {
        boolean typed = !declared.isEmpty()
                && columns.values().stream().anyMatch(type -> type.contains("INT") || type.contains("DECIMAL"));
        return !duckdb.texts("select 1 from (" + records(files) + ") where regexp_matches(record, "
                        + DuckDb.literal(typed ? REAL : LONG) + ") limit 1")
                .isEmpty();
    }

    /** What is done with the text of a record. */
    private interface EachText {
        void read(String text) throws IOException;
    }

    private void eachRecord(FoundFile file, EachText each) throws SQLException {
        duckdb.rows(records(List.of(file)), row -> {
            try {
                each.read(row.getString(1));
            } catch (IOException e) {
                throw new SQLException(file.shown() + ": " + e.getMessage(), e);
            }
        });
    }

    private void count(JsonShape shape) throws SQLException {
        JsonNumbers numbers = new JsonNumbers(shape);
        for (FoundFile file : files) {
            eachRecord(file, numbers::count);
        }
    }

    /** The copies lie as the files do, because columns may be in the names of folders. */
    private void copy(JsonShape shape) throws SQLException, IOException {
        JsonNumbers numbers = new JsonNumbers(shape);
        List<FoundFile> copies = new ArrayList<>();
        for (FoundFile file : files) {
            Path copy = duckdb.copies().resolve(base.relativize(file.path()).toString());
            Files.createDirectories(copy.getParent());
            try (Writer out = Files.newBufferedWriter(copy)) {
                eachRecord(file, text -> numbers.copy(text, out));
            }
            copies.add(new FoundFile(copy, file.shown()));
        }
        files = copies;
        base = duckdb.copies();
        options.put("compression", "uncompressed");
    }
}
