package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.spi.FilterReply;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Placeholders;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MissingConnectionsTest {

    private final AtomicLong now = new AtomicLong();
    private final MissingConnections filter = new MissingConnections(now::get);

    private FilterReply decide(Throwable thrown) {
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.camel.processor.errorhandler.DefaultErrorHandler");
        return filter.decide(null, logger, Level.ERROR, "Failed delivery", null, thrown);
    }

    /** What routes are thrown that use a connection which is not there. */
    private static Exception missing(String connId) {
        try (Connections none =
                        new Connections(ConnectionTypes.load(), Placeholders.of(Map.of()), DefaultCamelContext::new);
                Lease<OpenConnection> lease = none.lease(connId)) {
            throw new IllegalStateException(lease + " is there");
        } catch (ConnectionException e) {
            return new SQLException(e.getMessage(), e);
        }
    }

    @Test
    void oneLineAMinuteAndConnectionIsEnough() {
        assertThat(decide(missing("one"))).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(missing("one"))).isEqualTo(FilterReply.DENY);
        assertThat(decide(missing("other"))).isEqualTo(FilterReply.NEUTRAL);

        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(decide(missing("one"))).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(missing("one"))).isEqualTo(FilterReply.DENY);
    }

    @Test
    void otherFailuresAreAllLogged() {
        for (int i = 0; i < 3; i++) {
            assertThat(decide(new ConnectionException("one", "refused", null))).isEqualTo(FilterReply.NEUTRAL);
        }
    }
}
