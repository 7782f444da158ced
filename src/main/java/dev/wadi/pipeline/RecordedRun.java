package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.pipeline.RunReport.StageReport;
import dev.wadi.pipeline.RunReport.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run as the history keeps it. Apart from its store, because making a JSON mapper takes a tenth of a start. */
final class RecordedRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedRun() {}

    /** What a row of the history says. */
    static RunReport report(ResultSet row) throws SQLException {
        long ended = row.getLong(7);
        Instant end = row.wasNull() ? null : Instant.ofEpochMilli(ended);
        return new RunReport(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                read(row.getString(4), new TypeReference<Map<String, @Nullable Object>>() {}),
                State.valueOf(row.getString(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                end,
                read(row.getString(8), new TypeReference<List<RecordedStage>>() {}).stream()
                        .map(RecordedStage::report)
                        .toList(),
                row.getString(9));
    }

    static String parameters(RunReport run) {
        return StageTexts.json(run.parameters());
    }

    static String stages(RunReport run) {
        return StageTexts.json(run.stages().stream().map(RecordedStage::of).toList());
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the history of runs holds what is not JSON: " + json, e);
        }
    }

    /** A stage as it is recorded. */
    private record RecordedStage(String name, String kind, long rows, long bytes, long millis) {

        static RecordedStage of(StageReport stage) {
            return new RecordedStage(
                    stage.name(),
                    stage.kind(),
                    stage.rows(),
                    stage.bytes(),
                    stage.time().toMillis());
        }

        StageReport report() {
            return new StageReport(name, kind, rows, bytes, Duration.ofMillis(millis));
        }
    }
}
