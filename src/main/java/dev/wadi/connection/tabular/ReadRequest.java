package dev.wadi.connection.tabular;

import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.TapStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How files are read.
 *
 * @param params options of DuckDB's reader of the format, from the allow-list; {@code format} among them is passed over
 * @param fields declared types: of all columns of JSON, and of CSV without header; of those that are named otherwise
 * @param query one SELECT over one table of any name, which stands for the files
 * @param range which part of the rows
 */
public record ReadRequest(
        Format format,
        Map<String, Object> params,
        List<DeclaredColumn> fields,
        Optional<String> query,
        Optional<TapStage.Range> range) {

    public ReadRequest {
        fields = List.copyOf(fields);
    }

    /** What a tap asks for. */
    public static ReadRequest of(TapStage stage, Format format) {
        return new ReadRequest(format, stage.params(), stage.fields(), stage.query(), stage.range());
    }

    /** All that is in files of a format. */
    public static ReadRequest all(Format format) {
        return new ReadRequest(format, Map.of(), List.of(), Optional.empty(), Optional.empty());
    }
}
