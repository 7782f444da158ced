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

    private static final Duration ENOUGH = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private ConnectionDefinition definition(String folder) {
        return new TestingWorkspace(home)
                .connections("files.yaml", "files: {conn_type: file, host: '" + folder + "'}\n")
                .workspace()
                .connectionSet()
                .definitions()
                .get(0);
    }

    @Test
    void whatIsTriedAgainIsWhatWasWrittenLast() {
        ConnectionDefinition before = definition(home + "/before");
        ConnectionDefinition now = definition(home.toString());
        try (Connections connections = new TestingWorkspace(home).workspace().connections();
                ConnectionWork work = new ConnectionWork(connections)) {
            assertThat(ConnectionWork.await(work.change(List.of(now)), ENOUGH)).isTrue();

            assertThat(ConnectionWork.await(work.retry(List.of(before)), ENOUGH))
                    .isTrue();

            assertThat(connections.status("files").orElseThrow().definition()).isEqualTo(now);
        }
    }

    @Test
    void whatWasTakenOutOfUseIsNotTriedAgain() {
        ConnectionDefinition gone = definition(home.toString());
        try (Connections connections = new TestingWorkspace(home).workspace().connections();
                ConnectionWork work = new ConnectionWork(connections)) {
            assertThat(ConnectionWork.await(work.change(List.of(gone)), ENOUGH)).isTrue();
            assertThat(ConnectionWork.await(work.remove(List.of("files")), ENOUGH))
                    .isTrue();

            assertThat(ConnectionWork.await(work.retry(List.of(gone)), ENOUGH)).isTrue();

            assertThat(connections.status("files")).isEmpty();
        }
    }

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

            assertThat(ConnectionWork.await(work.change(definitions), ENOUGH)).isTrue();
            assertThat(connections.statuses()).isEmpty();
        }
    }
}
