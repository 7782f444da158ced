package com.example.audit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.batch.Rows;
import dev.wadi.spi.*;
import java.nio.file.*;
import java.util.*;

/** Adds each row to a file, as a line of JSON. */
public final class AuditTrail implements Sinkable {
    public record Settings(@Setting(required = true, description = "The file that grows.") String file) {}

    private final Path file;

    public AuditTrail(Settings settings) {
        file = Path.of(settings.file());
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        List<String> lines = new ArrayList<>();
        for (var row = Rows.iterate(rows); row.hasNext(); ) {
            lines.add(new ObjectMapper().writeValueAsString(row.next()));
        }
        Files.write(file, lines, CREATE, APPEND); // at the end: a run that fails before leaves nothing
        return lines.size();
    }
}
