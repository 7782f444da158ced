package dev.wadi.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Asks a person at a terminal. Ctrl-C and Ctrl-D end the command with nothing done. */
final class Questions implements AutoCloseable {

    /** The person does not want to go on. */
    static final class CancelledException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CancelledException() {
            super("cancelled, nothing was changed");
        }
    }

    private final @Nullable Terminal terminal;
    private final BufferedReader lines;
    private final PrintStream out;

    private Questions(@Nullable Terminal terminal, Shell shell) {
        this.terminal = terminal;
        this.lines = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
        this.out = shell.err();
    }

    /** At the terminal of the process, with editing and hidden secrets; on other streams, plain lines. */
    static Questions of(Shell shell) {
        try {
            boolean isProcess = shell.in() == System.in;
            return new Questions(
                    isProcess ? TerminalBuilder.builder().dumb(true).build() : null, shell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line, or the default when nothing is typed. Tab completes the choices. */
    String ask(String question, String byDefault, List<String> choices) {
        String hint = byDefault.isEmpty() ? "" : " [" + byDefault + "]";
        String answer = read(question + hint + ": ", null, choices);
        return answer.isEmpty() ? byDefault : answer;
    }

    /** A line that nobody else sees. */
    String askSecret(String question) {
        return read(question + ": ", '*', List.of());
    }

    boolean isYes(String question) {
        String answer = ask(question + " [y/N]", "", List.of("y", "n"));
        return answer.toLowerCase(Locale.ROOT).startsWith("y");
    }

    void say(String text) {
        out.println(text);
    }

    private String read(String prompt, @Nullable Character mask, List<String> choices) {
        try {
            String line =
                    terminal == null ? plain(prompt) : reader(terminal, choices).readLine(prompt, mask);
            if (line != null) {
                return line.strip();
            }
        } catch (UserInterruptException | EndOfFileException e) {
            // they mean the same as the end of the lines
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new CancelledException();
    }

    private @Nullable String plain(String prompt) throws IOException {
        out.print(prompt);
        out.flush();
        return lines.readLine();
    }

    private static LineReader reader(Terminal terminal, List<String> choices) {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(choices))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    @Override
    public void close() {
        try {
            if (terminal != null) {
                terminal.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
