package dev.wadi.spi;

import java.util.Optional;

/** A tap. */
public interface TapStage extends Stage {

    /** Which part of the rows is asked for; all of them when it is empty. */
    Optional<Range> range();

    /**
     * A part of the rows of a tap that is {@code incremental}.
     *
     * @param column the column that is compared
     * @param after only greater values; empty for all up to {@code upTo}, and for rows without a value too
     * @param upTo only values that are not greater; empty when there is no end
     */
    record Range(String column, Optional<Object> after, Optional<Object> upTo) {}
}
