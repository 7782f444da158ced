package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.ConnectionSchema;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.pipeline.PipelineSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The JSON Schemas in src/generated; with {@code -Dwadi.schemas=write} they are written anew. */
class SchemasTest {

    private static final Path FOLDER = Path.of("src/generated/resources/dev/wadi/schema");

    private static void isCurrent(String file, String schema) throws IOException {
        Path path = FOLDER.resolve(file);
        if ("write".equals(System.getProperty("wadi.schemas"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, schema);
        }
        assertThat(Files.readString(path))
                .as("run this test with -Dwadi.schemas=write, and commit")
                .isEqualTo(schema);
    }

    @Test
    void theSchemaOfPipelinesIsCurrent() throws IOException {
        isCurrent("pipelines.schema.json", PipelineSchema.text());
    }

    @Test
    void theSchemaOfConnectionsIsCurrent() throws IOException {
        isCurrent("connections.schema.json", ConnectionSchema.of(ConnectionTypes.load()));
    }
}
