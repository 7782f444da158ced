package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code params} of a stage as options of DuckDB's readers and writers: an allow-list, with the nearest one for a slip. */
final class Options {

    /** Of Wadi, for each format. */
    private static final Set<String> OURS = Set.of("format");

    private static final Map<Format, Set<String>> READ = Map.of(
            Format.PARQUET,
            Set.of(
                    "union_by_name",
                    "hive_partitioning",
                    "hive_types",
                    "filename",
                    "file_row_number",
                    "binary_as_string"),
            Format.CSV,
            Set.of(
                    "header",
                    "delim",
                    "sep",
                    "quote",
                    "escape",
                    "nullstr",
                    "columns",
                    "types",
                    "names",
                    "dateformat",
                    "timestampformat",
                    "decimal_separator",
                    "thousands",
                    "skip",
                    "comment",
                    "union_by_name",
                    "hive_partitioning",
                    "hive_types",
                    "filename",
                    "sample_size",
                    "all_varchar",
                    "encoding",
                    "compression",
                    "ignore_errors",
                    "null_padding",
                    "strict_mode",
                    "allow_quoted_nulls",
                    "max_line_size"),
            Format.JSON,
            Set.of(
                    "columns",
                    "dateformat",
                    "timestampformat",
                    "union_by_name",
                    "hive_partitioning",
                    "hive_types",
                    "filename",
                    "sample_size",
                    "compression",
                    "ignore_errors",
                    "maximum_depth",
                    "maximum_object_size",
                    "map_inference_threshold"));

    private static final Map<Format, Set<String>> WRITE = Map.of(
            Format.PARQUET,
            Set.of("compression", "compression_level", "row_group_size", "partition_by"),
            Format.CSV,
            Set.of(
                    "compression",
                    "partition_by",
                    "delim",
                    "sep",
                    "delimiter",
                    "quote",
                    "escape",
                    "header",
                    "nullstr",
                    "dateformat",
                    "timestampformat"),
            Format.JSON,
            Set.of("compression", "partition_by", "dateformat", "timestampformat"));

    private Options() {}

    /** What a reader of the format is given. */
    static Map<String, Object> reading(Format format, Map<String, Object> params) {
        return allowed("A tap of " + format, READ.getOrDefault(format, Set.of()), params);
    }

    /** What a writer of the format is given. */
    static Map<String, Object> writing(Format format, Map<String, Object> params) {
        return allowed("A sink of " + format, WRITE.getOrDefault(format, Set.of()), params);
    }

    private static Map<String, Object> allowed(String what, Set<String> known, Map<String, Object> params) {
        Map<String, Object> options = new LinkedHashMap<>();
        params.forEach((written, value) -> {
            String name = written.toLowerCase(Locale.ROOT);
            if (OURS.contains(name)) {
                return;
            }
            if (!known.contains(name)) {
                throw unknown(what, written, known);
            }
            if (value == null) {
                throw new IllegalArgumentException("params." + written + " has no value. Write one, or remove it");
            }
            options.put(name, value);
        });
        return options;
    }

    private static IllegalArgumentException unknown(String what, String written, Set<String> known) {
        Set<String> all = new TreeSet<>(known);
        all.addAll(OURS);
        String near = all.stream()
                .filter(name -> distance(written.toLowerCase(Locale.ROOT), name) <= Math.max(1, written.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(written.toLowerCase(Locale.ROOT), name)))
                .map(name -> "Did you mean '" + name + "'? ")
                .orElse("");
        return new IllegalArgumentException(
                "params." + written + ": unknown key. " + near + what + " accepts: " + String.join(", ", all));
    }

    /** How many letters are to be inserted, removed or changed. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** A value of YAML in SQL. */
    static String sql(Object value) {
        if (value instanceof Boolean || value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(Options::sql).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> DuckDb.literal(String.valueOf(entry.getKey())) + ": " + sql(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return DuckDb.literal(value.toString());
    }

    /** Named arguments in SQL: {@code , header = true, delim = ';'}. */
    static String arguments(Map<String, Object> options) {
        return options.entrySet().stream()
                .map(option -> ", " + option.getKey() + " = " + sql(option.getValue()))
                .collect(Collectors.joining());
    }

    /** A list of texts, written as one text or as a list. */
    static List<String> texts(Object value) {
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }
}
