package dev.wadi.connection.tabular;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How rows are written in a file. */
public enum Format {
    PARQUET("parquet", "pq"),
    CSV("csv", "tsv"),
    /** One array of objects, or objects one after another. What is written is one object a line. */
    JSON("json", "jsonl", "ndjson");

    private static final List<String> COMPRESSED = List.of(".gz", ".zst");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> suffixes;

    Format(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    /**
     * The format of a file, by its name alone; {@code .gz} and {@code .zst} behind the suffix are looked past.
     *
     * @param name a name, a path, a glob or a key
     */
    public static Optional<Format> byName(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        for (String ending : COMPRESSED) {
            plain = plain.endsWith(ending) ? plain.substring(0, plain.length() - ending.length()) : plain;
        }
        String suffix = plain.substring(plain.lastIndexOf('.') + 1);
        for (Format format : values()) {
            if (plain.contains(".") && format.suffixes.contains(suffix)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /**
     * What {@code params.format} says, else what the name says.
     *
     * @param written the value of {@code params.format}
     * @throws IllegalArgumentException when neither says it
     */
    public static Format of(Optional<Object> written, String name) {
        if (written.isEmpty()) {
            return byName(name)
                    .orElseThrow(() -> new IllegalArgumentException("params.format is missing, and the name '" + name
                            + "' does not tell it. Write parquet, csv or json"));
        }
        String text = written.get().toString().toLowerCase(Locale.ROOT);
        return byName("." + text)
                .filter(format -> !text.equals("pq") && !text.equals("tsv"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "params.format: '" + written.get() + "' is no format. Write parquet, csv or json"));
    }

    /** The suffix of files that are named by Wadi. */
    public String suffix() {
        return "." + (this == JSON ? "jsonl" : suffixes.get(0));
    }

    @Override
    public String toString() {
        return this == PARQUET ? "Parquet" : name();
    }
}
