package dev.wadi.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Dates and times into columns, in microseconds. */
final class TimeCells {

    private static final long MICROS = 1_000_000L;

    private TimeCells() {}

    /** Puts a value into a column; false when one of them is no time of that kind. */
    static boolean put(FieldVector column, int row, Object value) {
        if (column instanceof DateDayVector dates && value instanceof LocalDate date) {
            dates.setSafe(row, Math.toIntExact(date.toEpochDay()));
        } else if (column instanceof TimeMicroVector times && value instanceof LocalTime time) {
            times.setSafe(row, micros(time.toNanoOfDay()));
        } else if (column instanceof TimeStampVector stamps) {
            Instant instant = instant(stamps, value);
            if (instant == null) {
                return false;
            }
            try {
                stamps.setSafe(
                        row,
                        Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), micros(instant.getNano())));
            } catch (ArithmeticException e) {
                throw Cells.unfit(column);
            }
        } else {
            return false;
        }
        return true;
    }

    private static @Nullable Instant instant(TimeStampVector column, Object value) {
        if (((ArrowType.Timestamp) column.getField().getType()).getTimezone() != null) {
            return value instanceof Instant instant ? instant : null;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : null;
    }

    private static long micros(long nanos) {
        if (nanos % 1000 != 0) {
            throw new IllegalArgumentException("has nanoseconds, which would be lost. Cut them off to microseconds");
        }
        return nanos / 1000;
    }
}
