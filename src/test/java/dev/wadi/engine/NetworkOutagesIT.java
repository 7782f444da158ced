package dev.wadi.engine;

import dev.wadi.testing.TestingLine;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network between a service under load and its database fails and is mended; nothing is started again for it. */
@Tag("chaos")
class NetworkOutagesIT {

    private static final TestingPostgres SERVER = TestingPostgres.shared();

    @TempDir
    private Path home;

    private TestingLine line;
    private LiveService service;

    @BeforeEach
    void start() throws Exception {
        line = new TestingLine(SERVER.port());
        service = new LiveService(home, SERVER, line.port());
    }

    @AfterEach
    void stop() {
        line.mend();
        service.close();
        line.close();
    }

    @Test
    void theNetworkBreaksAndIsMended() {
        line.breakDown();
        Outage.awaitFailure(service);
        Outage.awaitNoSession(service, " Last error: .*");
        line.mend();
        Outage.assertGoesOn(service);
    }

    @Test
    void theNetworkFallsSilentAndIsMended() {
        line.fallSilent();
        Outage.awaitNoSession(service, ".*");
        line.mend();
        Outage.assertGoesOn(service);
    }
}
