package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport.State;
import dev.wadi.spi.RunMark;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of runs, in a folder. */
class RunStoreTest {

    @TempDir
    private Path folder;

    private RunStore store;

    @BeforeEach
    void open() {
        store = RunStore.inFolder(folder.resolve("state"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static RunReport run(String id, long began, State state) {
        return new RunReport(
                "daily", id, "command", Map.of("day", "x"), state, Instant.ofEpochMilli(began), null, List.of(), null);
    }

    private static RunMark mark(String stage, String run, Object value) {
        return new RunMark("daily", stage, run, 2, Map.of("orders", value));
    }

    @Test
    void aRunIsReadAsItWasRecorded() {
        RunReport run = new RunReport(
                "daily",
                "r1",
                "api",
                Map.of("n", 1, "list", List.of("a")),
                State.FAILED,
                Instant.ofEpochMilli(1_000),
                Instant.ofEpochMilli(2_000),
                List.of(new RunReport.StageReport("orders", "tap", 7, 70, Duration.ofMillis(12))),
                "table 'ü': no such column");
        store.begin(run.running(), "f");
        store.save(run);
        assertThat(store.find("daily", "r1")).contains(run);
        assertThat(store.find("other", "r1")).isEmpty();
    }

    @Test
    void theNewestHundredRunsAreKept() {
        for (int i = 0; i < 103; i++) {
            store.begin(run("r" + i, i, State.RUNNING), i == 50 ? "monday" : "any");
            store.save(mark("mails", "r" + i, (long) i));
        }
        store.save(mark("seldom", "r0", 0L));
        store.save(mark("seldom", "r1", 1L));
        store.begin(run("r103", 103, State.RUNNING), "any");
        assertThat(store.count("daily")).isEqualTo(100);
        assertThat(store.runs("daily", 2, 1)).extracting(RunReport::id).containsExactly("r102", "r101");
        assertThat(store.newest("daily", "monday")).map(RunReport::id).contains("r50");
        assertThat(store.find("daily", "r3")).isEmpty();
        assertThat(store.mark("daily", "mails", "r3")).isEmpty();
        assertThat(store.mark("daily", "mails", "r4")).contains(mark("mails", "r4", 4L));
        assertThat(store.mark("daily", "seldom")).isPresent();
    }

    @Test
    void aPipelineIsLockedOnce() {
        RunLock lock = store.tryLock("a/b c").orElseThrow();
        assertThat(store.tryLock("a/b c")).isEmpty();
        Optional<RunLock> other = store.tryLock("a");
        assertThat(other).isPresent();
        other.get().close();
        lock.close();
        lock.close();
        assertThat(lock.isHeld()).isFalse();
        Optional<RunLock> again = store.tryLock("a/b c");
        assertThat(again).isPresent();
        again.get().close();
    }

    @Test
    void levelsOfSinksSayWhatIsRead() {
        Optional<RunMark> five = Optional.of(mark("a", "r1", 5L));
        Optional<RunMark> ten = Optional.of(mark("b", "r2", 10L));
        Optional<RunMark> stranger = Optional.of(new RunMark("daily", "c", "r2", 0, Map.of("people", 7L)));
        assertThat(range(five, five)).isEqualTo("Optional[5] Optional.empty");
        assertThat(range(ten, five, stranger)).isEqualTo("Optional[5] Optional[10]");
        assertThat(range(ten, five, Optional.empty())).isEqualTo("Optional.empty Optional[5]");
        assertThat(range(Optional.empty())).isEqualTo("Optional.empty Optional.empty");
        assertThat(range(stranger)).isEqualTo("Optional.empty Optional.empty");
        assertThat(range()).isEqualTo("Optional.empty Optional.empty");
        assertThat(BookmarkLevels.reaches(ten.get(), Map.of("orders", 10L))).isTrue();
        assertThat(BookmarkLevels.reaches(five.get(), Map.of("orders", 10L))).isFalse();
        assertThat(BookmarkLevels.reaches(stranger.get(), Map.of("orders", 10L)))
                .isFalse();
        assertThat(BookmarkLevels.reaches(ten.get(), Map.of())).isFalse();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static String range(Optional<RunMark>... marks) {
        var range = BookmarkLevels.of("orders", List.of(marks)).range("id");
        return range.after() + " " + range.upTo();
    }
}
