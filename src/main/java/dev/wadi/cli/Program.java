package dev.wadi.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jline.utils.Signals;

/** Another program, run in the place of this one: it has our standard streams, gets our signals, and its exit code is ours. */
final class Program {

    /** What a shell gives when there is no such program. */
    private static final int NOT_FOUND = 127;

    private Program() {}

    static int run(Shell shell, List<String> program, Map<String, String> variables) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(shell.environment());
        builder.environment().putAll(variables);
        shell.out().flush();
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            shell.err().println("wadi: '" + program.get(0) + "' cannot be run: " + e.getMessage());
            return NOT_FOUND;
        }
        passSignals(process, shell.isTerminal());
        return process.waitFor();
    }

    /** The terminal gives Ctrl-C to the program as well as to us, so it must not get it twice. */
    private static void passSignals(Process process, boolean isTerminal) {
        for (String name : List.of("TERM", "HUP", "INT")) {
            boolean isPassed = !(name.equals("INT") && isTerminal);
            Signals.register(name, () -> {
                if (isPassed) {
                    pass(name, process);
                }
            });
        }
    }

    /** Java itself can only send TERM. */
    private static void pass(String name, Process process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        } catch (IOException e) {
            process.destroy();
        }
    }
}
