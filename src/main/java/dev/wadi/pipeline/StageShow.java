package dev.wadi.pipeline;

import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows what a stage left, as its {@code show} and {@code show_schema} ask. */
final class StageShow {

    private final PipelineRun run;
    private final RunListener listener;

    StageShow(PipelineRun run, RunListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Shows it.
     *
     * @param stage what left the rows
     * @param name under which they are shown
     * @param most how many rows: none for 0, all for a negative number
     */
    void show(String stage, String name, int most, boolean schema) throws Exception {
        List<ShownStage.Column> columns = run.relations().columns(stage);
        if (most == 0) {
            listener.shows(shown(name, schema, columns, Optional.empty(), 0));
            return;
        }
        long count = run.relations().count(stage);
        long wanted = most < 0 ? count : most;
        try (BatchReader reader = run.relations().first(stage, wanted)) {
            Iterator<Map<String, @Nullable Object>> rows = Rows.iterate(reader);
            listener.shows(
                    shown(name, schema, columns, Optional.of(new Texts(rows, new RowText(reader.schema()))), count));
        }
    }

    private ShownStage shown(
            String stage,
            boolean schema,
            List<ShownStage.Column> columns,
            Optional<Iterator<List<@Nullable String>>> rows,
            long count) {
        return new ShownStage(run.pipeline(), run.log().getName(), stage, schema, columns, rows, count);
    }

    private record Texts(Iterator<Map<String, @Nullable Object>> rows, RowText text)
            implements Iterator<List<@Nullable String>> {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public List<@Nullable String> next() {
            List<@Nullable String> texts = new ArrayList<>();
            rows.next().forEach((column, value) -> texts.add(value == null ? null : text.shown(column, value)));
            return texts;
        }
    }
}
