package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.wadi.spi.ConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLineTest {

    private static String line(String logger, String message, @Nullable Throwable thrown) {
        LoggingEvent event =
                new LoggingEvent("", new LoggerContext().getLogger(logger), Level.WARN, message, thrown, null);
        return new LogLine().doLayout(event);
    }

    @Test
    void aLineHasTimeLevelSpeakerAndMessage() {
        assertThat(line("dev.wadi.engine.Engine", "5 routes run", null))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Engine               5 routes run\n");
    }

    @Test
    void anIdOfARouteIsNotShortened() {
        assertThat(line("orders.daily", "hello", null)).contains(" orders.daily         hello");
    }

    @Test
    void aConnectionThatFailsHasNoStackTrace() {
        Throwable thrown = new IllegalStateException(
                "delivery failed", new ConnectionException("my_pg", "Connection refused", null));

        assertThat(line("r", "Failed delivery", thrown))
                .endsWith("Failed delivery\n  connection 'my_pg': Connection refused\n");
    }

    @Test
    void whatTheMessageHoldsAlreadyIsNotRepeated() {
        ConnectionException thrown = new ConnectionException("my_pg", "Connection refused", null);

        assertThat(line("r", String.valueOf(thrown.getMessage()), thrown))
                .endsWith(" connection 'my_pg': Connection refused\n");
    }

    @Test
    void aBugHasAStackTrace() {
        assertThat(line("r", "oh", new IllegalStateException("boom")))
                .contains("java.lang.IllegalStateException: boom", "\tat dev.wadi.cli.LogLineTest.");
    }

    @Test
    void theLogOfWadiIsTheOneInUse() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(context.getLogger("org.apache.camel.main").getEffectiveLevel())
                .isEqualTo(Level.WARN);
        assertThat(context.getLogger("my-route").getEffectiveLevel()).isEqualTo(Level.INFO);
    }
}
