package dev.wadi.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a call of wadi printed, and its exit code. */
record Called(int exitCode, String out, String err) {

    /** Calls a command on the folders below a project's folder. */
    static Called wadi(Path project, String... arguments) {
        return wadi(project, Map.of(), "", arguments);
    }

    /** The same with variables and with what is piped in. */
    static Called wadi(Path project, Map<String, String> environment, String in, String... arguments) {
        return call(project, environment, in, false, arguments);
    }

    /** The same as if a person typed the lines. */
    static Called typed(Path project, String lines, String... arguments) {
        return call(project, Map.of(), lines, true, arguments);
    }

    /** The same with variables. */
    static Called typed(Path project, Map<String, String> environment, String lines, String... arguments) {
        return call(project, environment, lines, true, arguments);
    }

    /** Calls a command with variables and no flags for the folders. */
    static Called withoutFlags(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(print(out), print(err), InputStream.nullInputStream(), environment, false, List.of());
        int exitCode = Wadi.execute(shell, arguments);
        return new Called(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Called call(
            Path project, Map<String, String> environment, String in, boolean isTerminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream typed = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        Shell shell = new Shell(print(out), print(err), typed, environment, isTerminal, List.of());
        List<String> all = new ArrayList<>();
        all.add("--connections=" + project.resolve("connections"));
        all.add("--routes=" + project.resolve("routes"));
        all.addAll(List.of(arguments));
        int exitCode = Wadi.execute(shell, all.toArray(new String[0]));
        String folder = project.toString() + "/";
        return new Called(
                exitCode,
                out.toString(StandardCharsets.UTF_8).replace(folder, ""),
                err.toString(StandardCharsets.UTF_8).replace(folder, ""));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
