package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final AtomicLong now = new AtomicLong();
    private final Attempts attempts = new Attempts(2, now::get);

    @Test
    void anAddressMayFailSoManyTimesInAMinute() {
        attempts.failed("10.0.0.1");
        assertThat(attempts.mayTry("10.0.0.1")).isTrue();
        attempts.failed("10.0.0.1");
        assertThat(attempts.mayTry("10.0.0.1")).isFalse();
        assertThat(attempts.mayTry("10.0.0.2")).isTrue();
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(attempts.mayTry("10.0.0.1")).isTrue();
    }

    @Test
    void soManyAddressesAreRememberedAndNoMore() {
        attempts.failed("first");
        attempts.failed("first");
        for (int i = 0; i < 10_000; i++) {
            attempts.failed("other " + i);
        }
        assertThat(attempts.mayTry("first")).isTrue();
    }
}
