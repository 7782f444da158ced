package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final AtomicLong now = new AtomicLong();
    private final Sessions sessions = new Sessions(now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aSessionLastsUntilItIsIdleForTwelveHours() {
        String id = sessions.begin(Role.VIEWER);
        pass(Duration.ofHours(11));
        assertThat(sessions.use(id)).contains(Role.VIEWER);
        pass(Duration.ofHours(11));
        assertThat(sessions.use(id)).contains(Role.VIEWER);
        pass(Duration.ofHours(12));
        assertThat(sessions.use(id)).isEmpty();
        assertThat(sessions.isThere(id)).isFalse();
    }

    @Test
    void itEndsWhenItIsEnded() {
        String id = sessions.begin(Role.EDITOR);
        sessions.end(id);
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void noTwoHaveOneId() {
        assertThat(sessions.begin(Role.EDITOR)).hasSize(43).isNotEqualTo(sessions.begin(Role.EDITOR));
    }

    @Test
    void theOneThatWasUsedLeastRecentlyMakesRoom() {
        String first = sessions.begin(Role.EDITOR);
        String second = sessions.begin(Role.EDITOR);
        sessions.use(first);
        IntStream.range(0, 999).forEach(any -> sessions.begin(Role.EDITOR));
        assertThat(sessions.isThere(first)).isTrue();
        assertThat(sessions.isThere(second)).isFalse();
    }
}
