package dev.wadi.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
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
        if (terminal != null) {
            terminal.echo(false); // what is typed too early may be a password; closing restores it
        }
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

    /** At some terminal. */
    static Questions at(Terminal terminal, Shell shell) {
        return new Questions(terminal, shell);
    }

    /** A line, or the default when nothing is typed. Tab completes the choices. */
    String ask(String question, String byDefault, List<String> choices) {
        return ask(question, byDefault, "", choices);
    }

    /** The same when it was answered before: that answer stands in the line already, to be kept or changed. */
    String ask(String question, String byDefault, String before, List<String> choices) {
        boolean isPlain = terminal == null;
        String enter = isPlain && !before.isEmpty() ? before : byDefault;
        String hint = enter.isEmpty() ? "" : " [" + enter + "]";
        String answer = read(question + hint + ": ", null, before, choices).strip();
        return answer.isEmpty() ? enter : answer;
    }

    /** A line that nobody else sees, as it was typed; what it was before when nothing is typed. */
    String askSecret(String question, String before) {
        String answer = read(question + (before.isEmpty() ? "" : " [as before]") + ": ", '*', "", List.of());
        return answer.isEmpty() ? before : answer;
    }

    boolean isYes(String question) {
        String answer = ask(question + " [y/N]", "", List.of("y", "n"));
        return answer.toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Lines that fit. */
    void say(String text) {
        say(text, 0);
    }

    /** The same, each line indented. */
    void say(String text, int indent) {
        int wide = terminal == null || terminal.getWidth() <= 0 ? Table.WIDTH : terminal.getWidth();
        text.lines()
                .flatMap(line -> Paragraph.of(line, indent, Math.min(wide, Table.WIDTH)).stream())
                .forEach(out::println);
    }

    private String read(String prompt, @Nullable Character mask, String typed, List<String> choices) {
        try {
            String line =
                    terminal == null ? plain(prompt) : reader(terminal, choices).readLine(prompt, null, mask, typed);
            if (line != null) {
                return line;
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
                .completer((reader, line, candidates) ->
                        choices.stream().map(Questions::candidate).forEach(candidates::add))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    /** After {@code key=} the value follows without a space. */
    private static Candidate candidate(String choice) {
        return new Candidate(choice, choice, null, null, null, null, !choice.endsWith("="));
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
