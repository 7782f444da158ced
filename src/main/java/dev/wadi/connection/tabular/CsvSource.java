package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.DeclaredColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CSV files as SQL: their columns are settled first, and then each line must have them. */
final class CsvSource {

    /** What says where rows come from, not how a line is read. */
    private static final Set<String> ABOUT_FILES =
            Set.of("union_by_name", "hive_partitioning", "hive_types", "filename", "types", "columns");

    private final FileDuckDb duckdb;
    private final ReadRequest request;
    private final Map<String, Object> options;
    private final Map<String, String> declared = new LinkedHashMap<>();
    private List<String> strict = List.of();

    CsvSource(FileDuckDb duckdb, ReadRequest request) {
        this.duckdb = duckdb;
        this.request = request;
        this.options = Options.reading(Format.CSV, request.params());
        if (options.get("types") instanceof Map<?, ?> types) {
            types.forEach((name, type) -> declared.put(String.valueOf(name), String.valueOf(type)));
        }
        request.fields().forEach(field -> declared.put(field.name(), field.type()));
    }

    /** What fails with the number of a line, where {@link #sql} fails without. */
    List<String> strict() {
        return strict;
    }

    /** Files of the same columns. */
    private record Group(
            CsvDialect dialect, Map<String, Object> formats, List<FoundFile> files, Map<String, String> columns) {}

    /** A query for all rows. */
    String sql(List<FoundFile> files) throws SQLException, IOException {
        List<Group> groups = new ArrayList<>();
        for (FoundFile file : files) {
            if (Files.size(file.path()) > 0) {
                add(groups, look(file));
            }
        }
        if (groups.isEmpty()) {
            return nothing(files);
        }
        if (groups.size() > 1 && !Boolean.parseBoolean(String.valueOf(options.get("union_by_name")))) {
            throw new IOException(groups.get(1).files().get(0).shown() + ": has the columns "
                    + String.join(", ", groups.get(1).columns().keySet()) + ", and "
                    + groups.get(0).files().get(0).shown() + " has "
                    + String.join(", ", groups.get(0).columns().keySet())
                    + ". Set params.union_by_name to true to read them together");
        }
        strict = groups.stream()
                .map(group -> "select count(columns(*)) from (" + sql(group, true) + ")")
                .toList();
        return groups.stream().map(group -> sql(group, false)).collect(Collectors.joining(" union all by name "));
    }

    private String nothing(List<FoundFile> files) throws IOException {
        if (request.fields().isEmpty()) {
            throw new IOException(
                    files.get(0).shown() + ": is empty, without even a header. Declare its columns in fields");
        }
        return request.fields().stream()
                .map(field -> "null::" + field.type() + " as " + DuckDb.quoted(field.name()))
                .collect(Collectors.joining(", ", "select ", " where false"));
    }

    private static void add(List<Group> groups, Group looked) {
        for (Group group : groups) {
            if (List.copyOf(group.columns().keySet())
                            .equals(List.copyOf(looked.columns().keySet()))
                    && group.dialect().equals(looked.dialect())) {
                group.files().addAll(looked.files());
                looked.columns().forEach((name, type) -> group.columns().merge(name, type, CsvSource::wider));
                looked.formats().forEach(group.formats()::putIfAbsent);
                return;
            }
        }
        groups.add(looked);
    }

    private static String wider(String a, String b) {
        if (a.equals(b)) {
            return a;
        }
        return Set.of("BIGINT", "DOUBLE").containsAll(List.of(a, b)) ? "DOUBLE" : "VARCHAR";
    }

    private Group look(FoundFile file) throws SQLException {
        CsvDialect dialect = CsvDialect.of(duckdb, options, file);
        Map<String, Object> formats = new LinkedHashMap<>();
        Map<String, String> columns = columns(dialect, file, formats);
        return new Group(dialect, formats, new ArrayList<>(List.of(file)), columns);
    }

    private Map<String, String> columns(CsvDialect dialect, FoundFile file, Map<String, Object> formats)
            throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        if (options.get("columns") instanceof Map<?, ?> stated) {
            stated.forEach((name, type) -> columns.put(String.valueOf(name), String.valueOf(type)));
            return columns;
        }
        if (!dialect.hasHeader() && !request.fields().isEmpty()) {
            for (DeclaredColumn field : request.fields()) {
                columns.put(field.name(), field.type());
            }
            return columns;
        }
        sniff(dialect, file, columns, formats);
        declare(columns, file);
        return columns;
    }

    private void declare(Map<String, String> columns, FoundFile file) {
        declared.forEach((name, type) -> {
            if (columns.replace(name, type) == null) {
                throw new IllegalArgumentException("fields: '" + name + "' is no column of " + file.shown()
                        + ". It has " + String.join(", ", new TreeSet<>(columns.keySet())));
            }
        });
    }

    /** The columns by DuckDB's guess, which here has no say in how lines are cut. */
    private void sniff(CsvDialect dialect, FoundFile file, Map<String, String> columns, Map<String, Object> formats)
            throws SQLException {
        Map<String, Object> about = ofLines(dialect);
        about.put("ignore_errors", true);
        about.remove("all_varchar");
        boolean texts = Boolean.parseBoolean(String.valueOf(options.get("all_varchar")));
        String sniffed = "from sniff_csv(" + DuckDb.literal(file.path().toString()) + Options.arguments(about) + ")";
        try {
            duckdb.rows("select DateFormat, TimestampFormat " + sniffed, row -> {
                format("dateformat", row.getString(1), formats);
                format("timestampformat", row.getString(2), formats);
            });
            duckdb.rows(
                    "select c.name, c.type from (select unnest(Columns) as c " + sniffed + ")",
                    row -> columns.put(row.getString(1), texts ? "VARCHAR" : row.getString(2)));
        } catch (SQLException e) {
            asTexts(dialect, file, columns);
        }
    }

    private void format(String option, @Nullable String format, Map<String, Object> formats) {
        if (format != null && !format.isBlank() && !options.containsKey(option)) {
            formats.put(option, format);
        }
    }

    /** What cannot be guessed is read as text, which fails with the number of the line if one is broken. */
    private void asTexts(CsvDialect dialect, FoundFile file, Map<String, String> columns) throws SQLException {
        for (String name : dialect.names(dialect.firstLine(duckdb, file))) {
            columns.put(dialect.hasHeader() ? name : "column" + columns.size(), "VARCHAR");
        }
        Group alone = new Group(dialect, Map.of(), List.of(file), columns);
        duckdb.rows("select count(*) from (" + sql(alone, true) + ")", row -> {});
    }

    private static Map<String, Object> ofLines(CsvDialect dialect) {
        Map<String, Object> about = new LinkedHashMap<>(dialect.options());
        about.keySet().removeAll(ABOUT_FILES);
        return about;
    }

    /** @param strict whether the reader itself is to see the types, which then says in which line a value is none */
    private String sql(Group group, boolean strict) {
        Map<String, Object> all = ofLines(group.dialect());
        all.remove("sample_size");
        all.remove("all_varchar");
        all.putAll(group.formats());
        for (String name : List.of("hive_partitioning", "hive_types", "filename")) {
            Object value = options.get(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        // With ignore_errors it is DuckDB that passes rows over.
        boolean plain = strict || Boolean.parseBoolean(String.valueOf(options.get("ignore_errors")));
        CsvNumbers numbers = new CsvNumbers(plain ? Map.of() : group.columns(), declared, options);
        return "select " + numbers.selected() + " from read_csv(" + paths(group.files())
                + ", auto_detect = false, columns = " + Options.sql(plain ? group.columns() : numbers.columns())
                + Options.arguments(all) + ")";
    }

    static String paths(List<FoundFile> files) {
        return Options.sql(files.stream().map(file -> file.path().toString()).toList());
    }
}
