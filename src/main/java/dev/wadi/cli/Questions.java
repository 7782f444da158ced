package dev.wadi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final Terminal terminal;

    private Questions(Terminal terminal) {
        this.terminal = terminal;
    }

    /** At the terminal of the shell; with other streams, as tests have them, at one without any tricks. */
    static Questions of(Shell shell) {
        try {
            return new Questions(
                    shell.in() == System.in
                            ? TerminalBuilder.builder().dumb(true).build()
                            : TerminalBuilder.builder()
                                    .streams(shell.in(), shell.err())
                                    .type(Terminal.TYPE_DUMB)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line, or the default when nothing is typed. Tab completes the choices. */
    String ask(String question, String byDefault, Iterable<String> choices) {
        String hint = byDefault.isEmpty() ? "" : " [" + byDefault + "]";
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(choices))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        String answer = read(reader, question + hint + ": ", null);
        return answer.isEmpty() ? byDefault : answer;
    }

    /** A line that nobody else sees. */
    String askSecret(String question) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        return read(reader, question + ": ", '*');
    }

    boolean isYes(String question) {
        return ask(question + " [y/N]", "", List.of("y", "n"))
                .toLowerCase(Locale.ROOT)
                .startsWith("y");
    }

    void say(String text) {
        terminal.writer().println(text);
        terminal.flush();
    }

    private static String read(LineReader reader, String prompt, @Nullable Character mask) {
        try {
            String line = mask == null ? reader.readLine(prompt) : reader.readLine(prompt, mask);
            return line == null ? "" : line.strip();
        } catch (UserInterruptException | EndOfFileException e) {
            throw new CancelledException();
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
