package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a project of its own, with a Maven that only puts {@link Echo} where Wadi's jar belongs. */
class LauncherTest {

    @TempDir
    private Path folder;

    private Path project;

    /** Stands for Wadi: prints what it got, and waits or fails when it is told to. */
    static final class Echo {
        public static void main(String[] arguments) throws IOException {
            System.out.println(Path.of("").toAbsolutePath() + " " + Arrays.toString(arguments));
            System.out.flush();
            if (Arrays.asList(arguments).contains("wait")) {
                System.in.read();
            }
            if (Arrays.asList(arguments).contains("fail")) {
                System.exit(3);
            }
        }
    }

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void aProject() throws IOException {
        folder = folder.toRealPath();
        project = Files.createDirectory(folder.resolve("the project"));
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("src/generated"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        script(project.resolve("wadi"), Files.readString(Path.of("wadi")));
        Files.createDirectory(folder.resolve("bin"));
        jar(folder.resolve("echo.jar"));
        maven("exit 0");
    }

    /** The archive of classes is made in the background; the folder of the test must not go before it is done. */
    @AfterEach
    void nothingIsBeingMade() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> targets()
                .noneMatch(name -> name.endsWith(".making")));
    }

    private Stream<String> targets() throws IOException {
        Path target = project.resolve("target");
        if (!Files.exists(target)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A {@code mvn} that counts its calls, does what is said, and puts the jar where it belongs. */
    private void maven(String does) throws IOException {
        script(
                folder.resolve("bin/mvn"),
                """
                #!/bin/sh
                echo "$*" >>'%1$s/calls'
                mkdir -p target/lib
                cp '%1$s/echo.jar' target/wadi.jar
                %2$s
                """
                        .formatted(folder, does));
    }

    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String name = Echo.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var code = Echo.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            assertThat(code).isNotNull();
            code.transferTo(jar);
        }
    }

    private ProcessBuilder command(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", folder.resolve("bin") + ":" + environment.getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private Ended wadi(String... arguments) throws Exception {
        return ended(command(project.resolve("wadi"), arguments));
    }

    private Ended ended(ProcessBuilder builder) throws Exception {
        Path err = Files.createTempFile(folder, "err", "");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    private int builds() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void theFirstUseBuildsAndSaysSoInOneLine() throws Exception {
        assertThat(wadi("status"))
                .isEqualTo(new Ended(0, folder + " [status]\n", "Building Wadi (first use, about a minute)…\n"));
        assertThat(Files.readString(folder.resolve("calls")))
                .isEqualTo("-B -q -Dmaven.test.skip=true -Dspotless.check.skip package\n");
    }

    @Test
    void theSecondUseDoesNotBuild() throws Exception {
        wadi();

        assertThat(wadi("status")).isEqualTo(new Ended(0, folder + " [status]\n", ""));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aChangedSourceIsBuilt() throws Exception {
        wadi();
        Path source = Files.writeString(project.resolve("src/main/java/A.java"), "class A {}");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));

        assertThat(wadi().err()).isEqualTo("Building Wadi (its sources have changed)…\n");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsWhatMavenSaidAndIsTriedAgain() throws Exception {
        maven("echo 'A.java:3: oh no'; exit 1");

        Ended failed = wadi();

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.err())
                .isEqualTo("Building Wadi (first use, about a minute)…\nA.java:3: oh no\n"
                        + "wadi: the build failed; what Maven said is above and in " + project + "/target/wadi.log\n");
        maven("exit 0");
        assertThat(wadi().exitCode()).isZero();
    }

    @Test
    void usesAtTheSameTimeBuildOnce() throws Exception {
        maven("sleep 1");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(command(project.resolve("wadi"), "status")
                    .redirectErrorStream(true)
                    .start());
        }

        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aLockOfADeadProcessIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(project.resolve("target/wadi.lock"));
        Files.writeString(project.resolve("target/wadi.lock/pid"), dead.pid() + "\n");

        assertThat(wadi().exitCode()).isZero();
    }

    @Test
    void argumentsPassAsTheyAre() throws Exception {
        assertThat(wadi("sql", "my_pg", "select '*', \"a  b\" from $x", "").out())
                .isEqualTo(folder + " [sql, my_pg, select '*', \"a  b\" from $x, ]\n");
    }

    @Test
    void aSymlinkToItWorksFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("w"), Path.of("../the project/wadi"));

        assertThat(ended(command(link, "a").directory(elsewhere.toFile())).out())
                .isEqualTo(elsewhere + " [a]\n");
    }

    @Test
    void theExitCodePasses() throws Exception {
        assertThat(wadi("fail").exitCode()).isEqualTo(3);
    }

    @Test
    void signalsReachJava() throws Exception {
        wadi();
        Process process = command(project.resolve("wadi"), "wait").start();
        process.getInputStream().read();

        process.toHandle().destroy();

        assertThat(process.waitFor()).isEqualTo(128 + 15);
        assertThat(process.descendants()).isEmpty();
    }

    @Test
    void anOldJavaHomeIsPassedOver() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin"));
        script(old.resolve("java"), "#!/bin/sh\necho 'the old one'\n");
        script(old.resolve("javac"), "#!/bin/sh\n");
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
        ProcessBuilder builder = command(project.resolve("wadi"), "status");
        builder.environment().put("JAVA_HOME", folder.resolve("old").toString());

        assertThat(ended(builder).out()).isEqualTo(folder + " [status]\n");
    }

    @Test
    void furtherOptionsForTheJvmCount() throws Exception {
        ProcessBuilder builder = command(project.resolve("wadi"), "status");
        builder.environment().put("WADI_JAVA_OPTS", "-Dx=1 --show-version");

        assertThat(ended(builder).out()).contains(System.getProperty("java.version"));
    }

    @Test
    void loadedClassesAreRememberedInTheBackground() throws Exception {
        wadi();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(targets())
                .contains("wadi-" + System.getProperty("java.version") + ".jsa"));
        assertThat(wadi("status")).isEqualTo(new Ended(0, folder + " [status]\n", ""));
    }
}
