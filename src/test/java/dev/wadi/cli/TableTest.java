package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {

    private static String text(Table table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void columnsAreAligned() {
        assertThat(text(new Table("ID", "N").right(1).row("a", "1").row("longer", "100")))
                .isEqualTo(
                        """
                        ID        N
                        a         1
                        longer  100
                        """);
    }

    @Test
    void theWidestColumnGivesWay() {
        String text = text(new Table("A", "B").row("short", "x".repeat(200)));

        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text).endsWith("x…\n").contains("short  x");
    }

    @Test
    void aCellIsOneLine() {
        assertThat(text(new Table("A").row("a\nb\u001b[31m"))).isEqualTo("A\na⏎b�[31m\n");
    }

    @Test
    void noHeadingsMakesNoTrouble() {
        assertThat(text(new Table("A"))).isEqualTo("A\n");
    }
}
