package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions at a terminal that edits lines, 40 columns wide. */
@Timeout(60)
class QuestionsTest {

    private static final String ENTER = "\r";
    private static final String BACKSPACE = "\177";

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private Questions typed(String keys) throws IOException {
        Terminal terminal = terminal(keys);
        Questions questions = Questions.at(terminal, shell());
        terminal.resume(); // keys that are read before would be echoed
        return questions;
    }

    private Terminal terminal(String keys) throws IOException {
        InputStream in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
        Terminal terminal = new ExternalTerminal(
                null, "test", "xterm", in, screen, StandardCharsets.UTF_8, Terminal.SignalHandler.SIG_DFL, true);
        terminal.setSize(new Size(40, 20));
        return terminal;
    }

    private Shell shell() {
        PrintStream err = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return new Shell(err, err, InputStream.nullInputStream(), Map.of(), true, List.of());
    }

    private String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    @Test
    void enterTakesTheDefault() throws IOException {
        try (Questions questions = typed(ENTER)) {
            assertThat(questions.ask("Port", "5432", List.of())).isEqualTo("5432");
            assertThat(screen()).contains("Port [5432]: ");
        }
    }

    @Test
    void tabCompletesAChoice() throws IOException {
        try (Questions questions = typed("sslm\t" + "dis\t" + ENTER)) {
            assertThat(questions.ask("key", "", List.of("sslmode=", "sslmode=disable", "sslrootcert=")))
                    .isEqualTo("sslmode=disable");
        }
    }

    @Test
    void anEarlierAnswerIsEdited() throws IOException {
        try (Questions questions = typed(BACKSPACE + "8" + ENTER)) {
            assertThat(questions.ask("Port", "5432", "5999", List.of())).isEqualTo("5998");
        }
    }

    @Test
    void aSecretIsNotOnTheScreenAndStaysAsItWasTyped() throws IOException {
        try (Questions questions = typed("it's \"b\\!x " + ENTER + ENTER)) {
            assertThat(questions.askSecret("Password", "")).isEqualTo("it's \"b\\!x ");
            assertThat(questions.askSecret("Password", "before")).isEqualTo("before");
        }
        assertThat(screen()).contains("Password: ", "Password [as before]: ").doesNotContain("it", "\\!", "before:");
    }

    @Test
    void whatIsTypedTooEarlyIsNotEchoed() throws IOException {
        Terminal terminal = terminal("");
        try (Questions questions = Questions.at(terminal, shell())) {
            questions.say("Testing…");
            assertThat(terminal.getAttributes().getLocalFlag(LocalFlag.ECHO)).isFalse();
        }
    }

    @Test
    void controlCAndControlDEndIt() throws IOException {
        for (String key : List.of("half\003", "\004")) {
            try (Questions questions = typed(key)) {
                assertThatThrownBy(() -> questions.ask("Host", "", List.of()))
                        .isInstanceOf(Questions.CancelledException.class)
                        .hasMessage("cancelled, nothing was changed");
            }
        }
    }

    @Test
    void whatIsSaidFitsTheTerminal() throws IOException {
        try (Questions questions = typed("")) {
            questions.say("Name or address of the server; several, parted by commas", 4);
        }
        assertThat(screen())
                .isEqualTo(
                        """
                            Name or address of the server;
                            several, parted by commas
                        """);
    }
}
