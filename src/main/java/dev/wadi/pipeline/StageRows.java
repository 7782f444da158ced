package dev.wadi.pipeline;

import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.Iterator;
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

    /** The rows one by one, and their form as text. */
    Lines lines() {
        BatchReader reader = open();
        return new Lines(run.closedAtEnd(Rows.iterate(reader)), new RowText(reader.schema()));
    }

    /** Rows that become text. */
    record Lines(Iterator<Map<String, @Nullable Object>> rows, RowText text) {}

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
