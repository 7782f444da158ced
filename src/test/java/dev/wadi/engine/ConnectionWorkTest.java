package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionWorkTest {

    @TempDir
    private Path home;

    /** What is degraded is tried again while the service waits for its last work. */
    @Test
    void nothingIsChangedAfterTheEndAndNobodyWaitsForIt() {
        Workspace workspace = new TestingWorkspace(home)
                .connections("files.yaml", "files: {conn_type: file, host: '" + home + "'}\n")
                .workspace();
        List<ConnectionDefinition> definitions = workspace.connectionSet().definitions();
        try (Connections connections = workspace.connections()) {
            ConnectionWork work = new ConnectionWork(connections);
            work.close();

            assertThat(ConnectionWork.await(work.change(definitions), Duration.ofMinutes(1)))
                    .isTrue();
            assertThat(connections.statuses()).isEmpty();
        }
    }
}
