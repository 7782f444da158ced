package dev.wadi.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a stage for Camel's other steps: row by row, as a list, or as text, which is JSON lines, or CSV when the message's
 * {@code Content-Type} is {@code text/csv}.
 */
@Converter(generateLoader = true)
public final class StageRowsConverter {

    private StageRowsConverter() {}

    /** Row by row, as they are made. */
    @Converter
    public static Iterator<Map<String, @Nullable Object>> toIterator(StageRows rows) {
        return rows.iterator();
    }

    /** All of them. */
    @Converter
    public static List<Map<String, @Nullable Object>> toList(StageRows rows) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        rows.forEach(list::add);
        return list;
    }

    /** Text that is made when it is read. */
    @Converter
    public static InputStream toInputStream(StageRows rows, Exchange exchange) {
        return new RowsInputStream(lines(rows, exchange));
    }

    @Converter
    public static byte[] toBytes(StageRows rows, Exchange exchange) throws IOException {
        try (InputStream text = toInputStream(rows, exchange)) {
            return text.readAllBytes();
        }
    }

    @Converter
    public static String toString(StageRows rows, Exchange exchange) throws IOException {
        return new String(toBytes(rows, exchange), StandardCharsets.UTF_8);
    }

    private static Iterator<String> lines(StageRows rows, @Nullable Exchange exchange) {
        String type = exchange == null ? null : exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        return type != null && type.strip().startsWith("text/csv")
                ? new CsvLines(rows.lines())
                : new JsonLines(rows.lines());
    }

    private record JsonLines(StageRows.Lines lines) implements Iterator<String> {
        @Override
        public boolean hasNext() {
            return lines.rows().hasNext();
        }

        @Override
        public String next() {
            return lines.text().json(lines.rows().next()).toString();
        }
    }

    private static final class CsvLines implements Iterator<String> {

        private final StageRows.Lines lines;
        private boolean begun;

        CsvLines(StageRows.Lines lines) {
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            return !begun || lines.rows().hasNext();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are no more rows");
            }
            if (!begun) {
                begun = true;
                return lines.text().csvHeader();
            }
            return lines.text().csv(lines.rows().next());
        }
    }
}
