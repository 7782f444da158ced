package dev.wadi.pipeline;

import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a stage left, as the body of a message: later steps read them as maps, JSON or CSV, and a sink writes them. Good
 * until the run ends; what streams can be read once.
 */
public final class StageRows implements Iterable<Map<String, @Nullable Object>> {

    private final PipelineRun run;
    private final String stage;

    StageRows(PipelineRun run, String stage) {
        this.run = run;
        this.stage = stage;
    }

    /** The stage's name. */
    public String stage() {
        return stage;
    }

    PipelineRun run() {
        return run;
    }

    /** The rows in columns; the caller closes the reader. */
    public BatchReader open() {
        try {
            BatchReader reader = run.relations().read(stage);
            return run.progress()
                    .uncounted(stage)
                    .<BatchReader>map(made -> new CountedReader(reader, made, () -> {}))
                    .orElse(reader);
        } catch (SQLException e) {
            throw new StageFailedException(stage, String.valueOf(e.getMessage()), e);
        }
    }

    /** The names of the columns. */
    List<String> columns() {
        try {
            return run.relations().columns(stage).stream()
                    .map(ShownStage.Column::name)
                    .toList();
        } catch (SQLException e) {
            throw new StageFailedException(stage, String.valueOf(e.getMessage()), e);
        }
    }

    /** The rows one by one; what is left of them is given back when the run ends. */
    @Override
    public Iterator<Map<String, @Nullable Object>> iterator() {
        return run.closedAtEnd(Rows.iterate(open()));
    }

    @Override
    public String toString() {
        return "rows of stage '" + stage + "'";
    }
}
