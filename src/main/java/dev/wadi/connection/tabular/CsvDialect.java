package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How CSV files are written: settled before the rows are read, because DuckDB's own guess takes a line with too many
 * fields for another separator, or for a reason to skip what is before it, and says nothing.
 *
 * @param options for DuckDB's reader, with all that it would guess
 */
record CsvDialect(Map<String, Object> options) {

    private static final String SEPARATORS = ",;\t|";

    /** What is stated, and the separator by the first line. */
    static CsvDialect of(FileDuckDb duckdb, Map<String, Object> stated, FoundFile file) throws SQLException {
        Map<String, Object> options = new LinkedHashMap<>(stated);
        Object separator = options.remove("sep");
        if (separator != null) {
            options.put("delim", separator);
        }
        options.putIfAbsent("header", true);
        options.putIfAbsent("quote", "\"");
        options.putIfAbsent("escape", options.get("quote"));
        CsvDialect dialect = new CsvDialect(options);
        if (!options.containsKey("delim")) {
            options.put("delim", separator(dialect.firstLine(duckdb, file)));
        }
        return dialect;
    }

    boolean hasHeader() {
        return Boolean.parseBoolean(String.valueOf(options.get("header")));
    }

    private static String separator(String line) {
        String best = ",";
        long most = 0;
        boolean quoted = false;
        long[] counts = new long[SEPARATORS.length()];
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            int index = SEPARATORS.indexOf(c);
            if (!quoted && index >= 0) {
                counts[index]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > most) {
                most = counts[i];
                best = SEPARATORS.substring(i, i + 1);
            }
        }
        return best;
    }

    /** The first line that is not skipped, as one text. */
    String firstLine(FileDuckDb duckdb, FoundFile file) throws SQLException {
        Map<String, Object> raw = new LinkedHashMap<>();
        for (String kept : List.of("skip", "comment", "encoding", "compression", "max_line_size")) {
            Object value = options.get(kept);
            if (value != null) {
                raw.put(kept, value);
            }
        }
        List<@Nullable String> lines = duckdb.texts(
                "select line from read_csv(" + DuckDb.literal(file.path().toString())
                        + ", auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '',"
                        + " columns = {'line': 'VARCHAR'}" + Options.arguments(raw) + ") limit 1");
        String line = lines.isEmpty() ? null : lines.get(0);
        return line == null ? "" : line;
    }

    /** The names in a header, for a file that cannot be looked at otherwise. */
    List<String> names(String header) {
        String separator = String.valueOf(options.get("delim"));
        String quote = String.valueOf(options.get("quote"));
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        int i = 0;
        while (i < header.length()) {
            if (!quote.isEmpty() && header.startsWith(quote, i)) {
                quoted = !quoted;
                i += quote.length();
            } else if (!quoted && header.startsWith(separator, i)) {
                names.add(name.toString());
                name.setLength(0);
                i += separator.length();
            } else {
                name.append(header.charAt(i++));
            }
        }
        names.add(name.toString());
        return names;
    }
}
