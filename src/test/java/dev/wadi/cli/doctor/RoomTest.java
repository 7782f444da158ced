package dev.wadi.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.cli.doctor.Finding.Mark;
import dev.wadi.cli.doctor.Finding.Topic;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Disks and memory that no test may fill. */
class RoomTest {

    private static final long MIB = 1L << 20;

    @Test
    void aDiskIsFullOrNearlySoOrNeither() {
        assertThat(new Space(4096, 100 * MIB).isFull()).isTrue();
        assertThat(new Space(2 * MIB, 100 * MIB).isFull()).isFalse();
        assertThat(new Space(0, 0).isFull()).isFalse();
        assertThat(new Space(2 * MIB, 100 * MIB).isLittle()).isTrue();
        assertThat(new Space(50 * MIB, 100 * MIB).isLittle()).isFalse();
        assertThat(new Space(300 * MIB, 100_000 * MIB).isLittle()).isFalse();
        assertThat(new Space(2 * MIB, 5_000_000_000L)).hasToString("2.1 MB of 5.0 GB free");
    }

    @Test
    void whatTheSystemSaysTellsWhyNothingCanBeWritten() {
        assertThat(WriteProbe.isFull(new FileSystemException("a", null, "No space left on device")))
                .isTrue();
        assertThat(WriteProbe.isFull(new FileSystemException("a", null, "Disk quota exceeded")))
                .isTrue();
        assertThat(WriteProbe.isReadOnly(new FileSystemException("a", null, "Read-only file system")))
                .isTrue();
        assertThat(WriteProbe.isReadOnly(new AccessDeniedException("a"))).isFalse();
        assertThat(Paths.reason(new AccessDeniedException("a"))).isEqualTo("permission denied");
    }

    @Test
    void memoryMustSufficeForTheHeapAndARun() {
        assertThat(memory(512, 205, 128))
                .isEqualTo(new Finding(
                        Topic.MACHINE,
                        Mark.OK,
                        "memory",
                        "a run's database may use 134 MB (wadi.memory), Java's heap 215 MB, and there are 537 MB",
                        ""));
        assertThat(memory(512, 205, 200))
                .isEqualTo(new Finding(
                        Topic.MACHINE,
                        Mark.WARNING,
                        "wadi.memory",
                        "a run's database may use 210 MB (wadi.memory), Java's heap 215 MB, and there are 537 MB: together"
                                + " too much",
                        "Set wadi.memory to 157MiB, or give it more"));
        assertThat(memory(1000, 250, 2000))
                .isEqualTo(new Finding(
                        Topic.MACHINE,
                        Mark.PROBLEM,
                        "wadi.memory",
                        "a run's database may use 2.1 GB (wadi.memory), Java's heap 262 MB, and there are 1.0 GB",
                        "Set wadi.memory to 25% (the default), or lower"));
        assertThat(memory(128, 51, 32))
                .isEqualTo(new Finding(
                        Topic.MACHINE,
                        Mark.WARNING,
                        "memory",
                        "134 MB are too little",
                        "Give it 192 MiB at least, better 512 MiB"));
    }

    private static Finding memory(long total, long heap, long run) {
        Findings findings = new Findings(Topic.MACHINE);
        new Memory(total * MIB, heap * MIB, run * MIB).examine(findings);
        return findings.found().get(0);
    }

    @Test
    void aFolderForTemporaryFilesThatIsNotThereIsAProblem() {
        Findings findings = new Findings(Topic.MACHINE);

        new TemporaryFolder(Path.of("/no/such/folder")).examine(findings);

        assertThat(findings.found())
                .containsExactly(new Finding(
                        Topic.MACHINE,
                        Mark.PROBLEM,
                        "/no/such/folder",
                        "nothing can be written there: there is no such folder; no pipeline can run",
                        "Choose another folder: WADI_JAVA_OPTS=-Djava.io.tmpdir=/path/to/folder"));
    }

    @Test
    void timesAndNamesAreWrittenAsPeopleReadThem() {
        assertThat(Clock.text(Duration.ofSeconds(40))).isEqualTo("40 s");
        assertThat(Clock.text(Duration.ofMinutes(7))).isEqualTo("7 min");
        assertThat(Clock.text(Duration.ofHours(47))).isEqualTo("47 h");
        assertThat(Clock.text(Duration.ofDays(3))).isEqualTo("3 days");
        assertThat(Paths.shell(Path.of("/a b/it's"))).isEqualTo("'/a b/it'\\''s'");
    }
}
