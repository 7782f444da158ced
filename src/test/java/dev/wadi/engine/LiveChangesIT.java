package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionStatus;
import dev.wadi.testing.LiveSetup;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.Reckoning;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What connects routes and pipelines to PostgreSQL, HTTP and IMAP is changed under load, and no id is lost or comes twice. */
@Tag("chaos")
class LiveChangesIT {

    private static final TestingPostgres POSTGRES = TestingPostgres.shared();

    /** More of them with {@code -Dwadi.swaps=1000}. */
    private static final int SWAPS = Integer.getInteger("wadi.swaps", 10);

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private LiveService service;

    @BeforeEach
    void start() throws Exception {
        service = new LiveService(home, POSTGRES, POSTGRES.port());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private void assertNothingIsLostRepeatedOrFailed() {
        assertThat(service.reckon()).isEqualTo(Reckoning.NOTHING);
    }

    @Test
    void theOldPasswordsMayBeRevokedWhenTheNewOnesAreInUse() {
        LiveSetup before = service.setup();
        service.mail().password("rotated");
        service.change(before.withOtherLogin().withOtherWebLogin().withMailPassword("rotated"));
        String old = before.database().login();
        await().atMost(SOON).until(() -> service.tables().sessions(old).isEmpty());
        service.tables().revoke(old);
        service.web().revoke(before.web().login());

        service.awaitAccepted();
        assertNothingIsLostRepeatedOrFailed();
        service.tables().allow(old);
    }

    @Test
    void aFileThatIsWrongOrNamesADeadHostChangesNothingUntilItIsMended() {
        service.files().garble();
        await().atMost(SOON).until(() -> !service.engine().status().problems().isEmpty());
        service.awaitAccepted();
        service.files().save(service.setup().withPort(MuteServer.closedPort()));
        await().atMost(SOON).until(() -> service.state("db") == ConnectionStatus.State.DEGRADED);
        service.awaitAccepted();

        service.change(service.setup().withOtherLogin());
        assertThat(service.state("db")).isEqualTo(ConnectionStatus.State.OPEN);
        assertNothingIsLostRepeatedOrFailed();
    }

    @Test
    void whatDoesNotNeedADeletedConnectionGoesOnAndWhatDoesIsBackWithIt() {
        long begin = System.nanoTime();
        service.files().deleteDatabase();
        await().atMost(SOON).until(() -> service.load().after(0).stream().anyMatch(one -> !one.isAccepted()));
        service.load().awaitAccepted("web", 20);
        service.change(service.setup().withOtherLogin());
        long end = System.nanoTime();
        service.awaitAccepted();

        Reckoning reckoning = service.reckon();
        assertThat(reckoning.lost()).isEmpty();
        assertThat(reckoning.repeated()).isEmpty();
        assertThat(reckoning.failed()).isNotEmpty().allSatisfy(one -> {
            assertThat(LiveService.OF_DATABASE).contains(one.lane());
            assertThat(one.done()).isGreaterThan(begin);
            assertThat(one.due()).isLessThan(end);
        });
    }

    @Test
    void aTouchedFileLeavesTheSessionsAndAnotherPoolSizeLeavesTheWork() {
        List<String> sessions =
                service.tables().sessions(service.setup().database().login());
        service.files().touch("nothing new");
        service.engine().reload();
        service.awaitAccepted();
        assertThat(service.tables().sessions(service.setup().database().login()))
                .containsAll(sessions);

        service.files().save(service.setup().withPoolSize(4));
        service.engine().reload();
        service.awaitAccepted();
        assertNothingIsLostRepeatedOrFailed();
    }

    @Test
    void aLinkedFolderIsSwappedAsKubernetesDoes() {
        service.files().mount();
        for (int swap = 0; swap < 3; swap++) {
            service.change(service.setup().swapped());
        }
        service.awaitAccepted();
        assertNothingIsLostRepeatedOrFailed();
    }

    @Test
    void swapsInARowLeaveNothingBehind() {
        for (int swap = 0; swap < SWAPS; swap++) {
            service.change(service.setup().swapped());
        }
        service.awaitAccepted();
        assertNothingIsLostRepeatedOrFailed();
        await().atMost(SOON).untilAsserted(() -> assertThat(service.tables()
                        .sessions(LiveSetup.other(service.setup().database().login())))
                .isEmpty());
    }
}
