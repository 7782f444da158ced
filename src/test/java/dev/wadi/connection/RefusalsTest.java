package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final Refusals refusals = new Refusals();

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds) - 5; // from any begin
    }

    @Test
    void theyAreSaidOnceAMinute() {
        for (int i = 0; i < 1000; i++) {
            assertThat(refusals.refuse(seconds(0))).isEmpty();
        }
        assertThat(refusals.refuse(seconds(60))).contains("1000 calls for it failed in the last minute");
        assertThat(refusals.refuse(seconds(61))).isEmpty();
        assertThat(refusals.refuse(seconds(120))).contains("2 calls for it failed in the last minute");
    }

    @Test
    void allOfThemAreSaidWhenTheyEnd() {
        refusals.refuse(seconds(0));
        assertThat(refusals.end()).contains("1 call for it failed without it");
        assertThat(refusals.end()).isEmpty();

        refusals.refuse(seconds(1));
        refusals.refuse(seconds(90));
        assertThat(refusals.end()).contains("2 calls for it failed without it");
    }
}
