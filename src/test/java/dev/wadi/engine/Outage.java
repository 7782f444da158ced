package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.Reckoning;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** What is expected of a service under load whose database is away for a while. */
final class Outage {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String NONE_IN_TIME =
            "connection 'db': no database connection within 5 s \\(active \\d+, idle \\d+, waiting \\d+\\)\\.%s"
                    + " Try: wadi connections test db";

    private Outage() {}

    /** Waits until a request has failed. */
    static void awaitFailure(LiveService service) {
        await().atMost(SOON).until(() -> service.load().after(0).stream().anyMatch(one -> !one.isAccepted()));
    }

    /**
     * Waits until the pool gives out no session, and asserts why. One that was open may be given out before, and is not
     * used, because work on a line that is silent would wait for it.
     *
     * @param lastError a pattern
     */
    static void awaitNoSession(LiveService service, String lastError) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sessionFailure(service)).matches(NONE_IN_TIME.formatted(lastError)));
    }

    private static String sessionFailure(LiveService service) {
        DataSource database =
                service.engine().connections().bean("db", DataSource.class).orElseThrow();
        try (Connection connection = database.getConnection()) {
            return connection + " is open";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** All works again, nothing is lost or was repeated, and only what needs the database has failed. */
    static void assertGoesOn(LiveService service) {
        service.awaitAccepted();
        Reckoning reckoning = service.reckon();
        assertThat(reckoning.lost()).isEmpty();
        assertThat(reckoning.repeated()).isEmpty();
        assertThat(reckoning.failed())
                .allSatisfy(one -> assertThat(LiveService.OF_DATABASE).contains(one.lane()));
    }
}
