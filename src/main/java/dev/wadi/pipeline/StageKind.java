package dev.wadi.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may stand under {@code kind}. */
enum StageKind {
    TAP("source"),
    TRANSFORM(""),
    SINK(""),
    SQL(""),
    SELF("internal"),
    PIPELINE(""),
    HEADER("");

    private final String alias;

    StageKind(String alias) {
        this.alias = alias;
    }

    /** The kind that somebody wrote, in any case. */
    static Optional<StageKind> of(String written) {
        String wanted = written.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.written().equals(wanted) || kind.alias.equals(wanted))
                .findFirst();
    }

    /** All that may be written, aliases among them. */
    static List<String> words() {
        return Arrays.stream(values())
                .flatMap(kind -> Stream.of(kind.written(), kind.alias))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** As it is written. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** With its article, to begin a sentence or to go on with one. */
    String withArticle() {
        return this == SQL ? "an sql stage" : this == SELF ? "a self stage" : "a " + written();
    }
}
