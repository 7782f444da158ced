package dev.wadi.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

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
        Signalled signalled = new Signalled();
        signalled.listen(); // before the start, so that no signal is missed
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            shell.err().println("wadi: '" + program.get(0) + "' cannot be run: " + reason(e));
            return NOT_FOUND;
        }
        signalled.passTo(process);
        return process.waitFor();
    }

    /** What the system said, without what Java says around it: {@code … error=2, No such file or directory}. */
    private static String reason(IOException failure) {
        return String.valueOf(failure.getMessage())
                .replaceFirst("^.*\\berror[=:] ?\\d+,? ?\\(?([^()]*)\\)?\\s*$", "$1");
    }

    /** Passes signals to a program as soon as it has started. Thread-safe. */
    private static final class Signalled {

        private final List<String> early = new ArrayList<>();
        private @Nullable Process process;

        void listen() {
            List.of("TERM", "HUP", "INT").forEach(signal -> Signals.register(signal, () -> came(signal)));
        }

        private synchronized void came(String signal) {
            if (process == null) {
                early.add(signal);
            } else {
                pass(signal, process);
            }
        }

        synchronized void passTo(Process started) {
            process = started;
            early.forEach(signal -> pass(signal, started));
        }

        /**
         * Java itself can only send TERM. A terminal gives Ctrl-C to the program as well as to us, so the program would
         * get it twice.
         */
        private static void pass(String signal, Process process) {
            String kill = "kill -" + signal + " " + process.pid();
            String command = signal.equals("INT") ? "[ -t 0 ] || [ -t 1 ] || [ -t 2 ] || " + kill : kill;
            try {
                new ProcessBuilder("sh", "-c", command).inheritIO().start();
            } catch (IOException e) {
                process.destroy();
            }
        }
    }
}
