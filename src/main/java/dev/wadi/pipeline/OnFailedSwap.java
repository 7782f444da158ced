package dev.wadi.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the version of a file that runs when what the file says now cannot take its place. */
public enum OnFailedSwap {
    /** It goes on. */
    KEEP,
    /** It stops. */
    STOP;

    /** As they are written. */
    static final List<String> WORDS =
            Arrays.stream(values()).map(OnFailedSwap::written).toList();

    /** The one that is written so; empty for another word. */
    public static Optional<OnFailedSwap> of(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.written().equalsIgnoreCase(word))
                .findFirst();
    }

    String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
