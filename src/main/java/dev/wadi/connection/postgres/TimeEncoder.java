package dev.wadi.connection.postgres;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.types.TimeUnit;

/** Dates, times, timestamps and intervals. */
abstract class TimeEncoder extends ColumnEncoder {

    private static final long MICROS_OF_A_DAY = 86_400_000_000L;
    private static final String FINER = "a time is finer than %s keeps. Truncate it before, such as by date_trunc";

    /** Counts in a unit as microseconds, rounded to nothing. */
    private static final class Micros {

        private final ServerType type;
        private final int width;
        private final TimeUnit unit;
        private final long kept;

        Micros(ServerType type, int width, TimeUnit unit) {
            this.type = type;
            this.width = width;
            this.unit = unit;
            long step = 1;
            for (int digit = type.secondDigits(); digit < 6; digit++) {
                step *= 10;
            }
            this.kept = step;
        }

        long raw(long data, int row) {
            return width == 4 ? MemoryUtil.getInt(data + 4L * row) : MemoryUtil.getLong(data + 8L * row);
        }

        long of(long value) {
            long micros =
                    switch (unit) {
                        case SECOND -> scaled(value, 1_000_000);
                        case MILLISECOND -> scaled(value, 1000);
                        case MICROSECOND -> value;
                        case NANOSECOND -> value / 1000;
                    };
            if (unit == TimeUnit.NANOSECOND && value % 1000 != 0 || kept > 1 && micros % kept != 0) {
                throw new IllegalArgumentException(FINER.formatted(type));
            }
            return micros;
        }

        private long scaled(long value, long factor) {
            if (value > Long.MAX_VALUE / factor || value < Long.MIN_VALUE / factor) {
                throw new IllegalArgumentException("a time is out of the range of " + type);
            }
            return value * factor;
        }
    }

    /** A date of days into {@code date} or, as midnight, {@code timestamp}. */
    static final class Date extends TimeEncoder {

        private final boolean timestamp;

        Date(boolean timestamp) {
            this.timestamp = timestamp;
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            int days = MemoryUtil.getInt(data + 4L * row);
            boolean least = days == -Integer.MAX_VALUE || days == Integer.MIN_VALUE;
            boolean infinite = least || days == Integer.MAX_VALUE;
            if (!infinite && days < Integer.MIN_VALUE + TimeDecoder.DAYS + 2) {
                throw new IllegalArgumentException("a date is out of the range of date");
            }
            if (timestamp) {
                long finite = (days - (long) TimeDecoder.DAYS) * MICROS_OF_A_DAY;
                block.putInt(8);
                block.putLong(infinite ? least ? Long.MIN_VALUE : Long.MAX_VALUE : finite);
            } else {
                block.putInt(4);
                block.putInt(infinite ? least ? Integer.MIN_VALUE : days : days - TimeDecoder.DAYS);
            }
        }
    }

    /** A time of day. */
    static final class Time extends TimeEncoder {

        private final Micros micros;

        Time(ServerType type, int bits, TimeUnit unit) {
            this.micros = new Micros(type, bits / 8, unit);
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            block.putInt(8);
            block.putLong(micros.of(micros.raw(data, row)));
        }
    }

    /** A timestamp with or without zone; the server keeps both as we do. */
    static final class Timestamp extends TimeEncoder {

        private final Micros micros;
        private final ServerType type;

        Timestamp(ServerType type, TimeUnit unit) {
            this.micros = new Micros(type, 8, unit);
            this.type = type;
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            long value = micros.raw(data, row);
            block.putInt(8);
            if (value == Long.MAX_VALUE) {
                block.putLong(value);
            } else if (value <= -Long.MAX_VALUE) {
                block.putLong(Long.MIN_VALUE);
            } else {
                block.putLong(since2000(micros.of(value)));
            }
        }

        private long since2000(long value) {
            if (value < Long.MIN_VALUE + TimeDecoder.MICROS + 1) {
                throw new IllegalArgumentException("a time is out of the range of " + type);
            }
            return value - TimeDecoder.MICROS;
        }
    }

    /** An interval of months, days and nanoseconds. */
    static final class Interval extends TimeEncoder {

        private final ServerType type;

        Interval(ServerType type) {
            this.type = type;
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            long cell = data + 16L * row;
            long nanos = MemoryUtil.getLong(cell + 8);
            if (nanos % 1000 != 0) {
                throw new IllegalArgumentException(FINER.formatted(type));
            }
            block.putInt(16);
            block.putLong(nanos / 1000);
            block.putInt(MemoryUtil.getInt(cell + 4));
            block.putInt(MemoryUtil.getInt(cell));
        }
    }
}
