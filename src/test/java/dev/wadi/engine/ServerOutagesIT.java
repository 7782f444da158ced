package dev.wadi.engine;

import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of a service under load crashes, ends sessions, or lets nobody in; nothing is started again for it. */
@Tag("chaos")
class ServerOutagesIT {

    @TempDir
    private Path home;

    private final TestingPostgres server = TestingPostgres.start();
    private LiveService service;

    @BeforeEach
    void start() throws Exception {
        service = new LiveService(home, server, server.port());
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void theServerCrashesAndIsStartedAgain() {
        server.crash();
        Outage.awaitFailure(service);
        Outage.awaitNoSession(service, " Last error: Connection refused\\.");
        server.restart();
        Outage.assertGoesOn(service);
    }

    @Test
    void theServerEndsTheSessions() {
        for (int times = 0; times < 3; times++) {
            service.tables().terminate(service.setup().database().login());
            service.awaitAccepted();
        }
        Outage.assertGoesOn(service);
    }

    @Test
    void thePasswordIsChangedOnTheServerAndThenInTheFile() {
        String login = service.setup().database().login();
        service.tables().password(login, "n3w");
        service.awaitAccepted(); // by the sessions there are
        service.tables().terminate(login);
        Outage.awaitFailure(service);
        Outage.awaitNoSession(
                service, " Last error: FATAL: password authentication failed for user \"" + login + "\"\\.");
        service.change(service.setup().withPassword("n3w"));
        Outage.assertGoesOn(service);
    }
}
