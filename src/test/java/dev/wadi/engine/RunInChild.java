package dev.wadi.engine;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that runs a pipeline once. */
final class RunInChild implements AutoCloseable {

    private static final String READY = "ready to run";

    private final Process process;
    private final BufferedReader out;
    private final StringBuilder printed = new StringBuilder();

    /** @param home the folder of a {@link TestingWorkspace} */
    RunInChild(Path home, String pipeline) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.addAll(List.of(RunInChild.class.getName(), home.toString(), pipeline));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""))
                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator);
    }

    /** Runs in the child. */
    public static void main(String[] arguments) throws Exception {
        boolean done = false;
        try (TestingWorkspace workspace = new TestingWorkspace(Path.of(arguments[0]))) {
            Engine engine = workspace.start();
            System.out.println(READY);
            RunReport run = engine.pipelines().run(arguments[1], RunRequest.byCommand(Map.of()));
            System.out.println(run.state() + " " + run.id() + " " + run.error());
            done = run.state() == RunReport.State.DONE;
        }
        System.exit(done ? 0 : 1);
    }

    /** Waits until the run is about to begin. */
    void awaitReady() throws IOException {
        for (String line = out.readLine(); !READY.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IllegalStateException("the child ended:\n" + printed);
            }
            printed.append(line).append('\n');
        }
    }

    Process process() {
        return process;
    }

    /** What it printed, to its end. */
    String printed() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.append(line).append('\n');
        }
        return printed.toString();
    }

    /** Kills it as {@code kill -9} does, if it is alive. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
