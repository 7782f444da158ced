package dev.wadi.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.engine.Settings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Java, the memory that there is, and the folder for temporary files. */
final class Machine {

    private static final List<Path> KILLS =
            List.of(Path.of("/sys/fs/cgroup/memory.events"), Path.of("/sys/fs/cgroup/memory/memory.oom_control"));

    private final Settings settings;
    private final Findings findings = new Findings(Topic.MACHINE);

    Machine(Settings settings) {
        this.settings = settings;
    }

    List<Finding> examine() {
        long total =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        findings.ok(
                "Java",
                System.getProperty("java.version") + ", "
                        + WrittenFiles.count(Runtime.getRuntime().availableProcessors(), "processor") + ", "
                        + Space.bytes(total) + " of memory");
        new Memory(total, Runtime.getRuntime().maxMemory(), settings.memoryBytes()).examine(findings);
        KILLS.forEach(this::kills);
        new TemporaryFolder(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))).examine(findings);
        return findings.found();
    }

    private void kills(Path file) {
        try {
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("oom_kill ") && !line.endsWith(" 0"))
                    .map(line -> line.substring("oom_kill ".length()))
                    .forEach(count -> findings.warning(
                            "memory",
                            "the kernel has killed " + count + " processes here for want of memory",
                            "Give the container more memory, or set wadi.memory lower, such as 128MB"));
        } catch (IOException e) {
            findings.found(); // no such file: this is no container, or its limits are elsewhere
        }
    }
}
