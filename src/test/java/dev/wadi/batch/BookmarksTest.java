package dev.wadi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookmarksTest {

    @Test
    void eachTypeIsReadAsItWasWritten() {
        Map<String, Object> bookmarks = Map.of(
                "a",
                Long.MIN_VALUE,
                "b",
                new BigDecimal("12345678901234567890.1200"),
                "c",
                0.1,
                "d",
                "\"quoted\" \u00e9\ud83d\ude00",
                "e",
                LocalDate.parse("1899-12-31"),
                "f",
                LocalDateTime.parse("2026-03-01T10:00:00.000001"),
                "g",
                Instant.parse("2026-03-01T10:00:00.000001Z"));
        assertThat(Bookmarks.read(Bookmarks.write(bookmarks))).isEqualTo(bookmarks);
        assertThat(Bookmarks.write(Map.of("orders", 5L))).isEqualTo("{\"orders\":{\"integer\":\"5\"}}");
    }

    @Test
    void whatIsNoBookmarkIsRefused() {
        assertThatThrownBy(() -> Bookmarks.write(Map.of("a", 1)))
                .hasMessage("a bookmark cannot be a java.lang.Integer");
        assertThatThrownBy(() -> Bookmarks.read("{\"a\":{}}")).hasMessage("not bookmarks: {\"a\":{}}");
        assertThatThrownBy(() -> Bookmarks.read("{\"a\":{\"money\":\"1\"}}"))
                .hasMessage("a bookmark cannot be a money");
    }
}
