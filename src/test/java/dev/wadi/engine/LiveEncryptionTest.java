package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionStatus;
import dev.wadi.connection.Encryption;
import dev.wadi.connection.Fernet;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same secret in another token is the same secret: a service goes on with what is open. */
class LiveEncryptionTest {

    private final String first = Fernet.newKey();
    private final String second = Fernet.newKey();
    private final TestingWorkspace workspace;

    LiveEncryptionTest(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home).variable("WADI_FERNET_KEY", first + "," + second);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static String password(Engine engine) {
        ConnectionStatus status = engine.connections().status("web").orElseThrow();
        return Objects.requireNonNull(status.definition().password());
    }

    @Test
    void whatIsEncryptedOrEncryptedAgainIsNotSwapped() throws Exception {
        workspace.connections(
                "web.yaml", "web: {conn_type: http, host: 'http://127.0.0.1:1', login: me, password: geheim}\n");
        Engine engine = workspace.start();
        for (String keys : List.of(second, first + "," + second)) {
            Encryption encryption = new Encryption(workspace.workspace().types(), new Fernet(keys));
            String before = password(engine);

            assertThat(encryption.encrypt(workspace.workspace().connectionSet().definitions()))
                    .hasSize(keys.equals(second) ? 1 : 0);
            assertThat(encryption.rotate(workspace.workspace().connectionSet().definitions()))
                    .hasSize(keys.equals(second) ? 0 : 1);

            await().until(() -> !password(engine).equals(before));
        }
        assertThat(new Fernet(first).decrypt(password(engine))).contains("geheim");
        assertThat(engine.connections().status("web").map(ConnectionStatus::state))
                .contains(ConnectionStatus.State.OPEN);
        assertThat(engine.connections().counts().swaps()).isZero();
        assertThat(engine.connections().counts().failedChanges()).isZero();

        workspace.connections(
                "web.yaml", "web: {conn_type: http, host: 'http://127.0.0.1:1', login: me, password: other}\n");

        // nobody answers there, so the changed version fails its test: it was not taken for the same
        await().until(() -> engine.connections().counts().failedChanges() == 1);
    }
}
