package dev.wadi.connection.postgres;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** Dates, timestamps and intervals. The server counts days and microseconds from the year 2000. */
abstract class TimeDecoder extends FixedDecoder {

    /** The days from 1970 to 2000. */
    static final int DAYS = 10_957;

    /** The microseconds from 1970 to 2000. */
    static final long MICROS = DAYS * 86_400_000_000L;

    TimeDecoder(BufferAllocator allocator, int width) {
        super(allocator, width);
    }

    /** {@code date}. */
    static final class Date extends TimeDecoder {
        Date(BufferAllocator allocator) {
            super(allocator, 4);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            int days = Bytes.getInt(message, at);
            if (days == Integer.MIN_VALUE) {
                MemoryUtil.putInt(cell(), -Integer.MAX_VALUE);
            } else {
                MemoryUtil.putInt(cell(), days == Integer.MAX_VALUE ? days : days + DAYS);
            }
        }
    }

    /** {@code timestamp} and {@code timestamptz}. */
    static final class Timestamp extends TimeDecoder {
        Timestamp(BufferAllocator allocator) {
            super(allocator, 8);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            long micros = Bytes.getLong(message, at);
            if (micros == Long.MIN_VALUE) {
                MemoryUtil.putLong(cell(), -Long.MAX_VALUE);
            } else if (micros >= Long.MAX_VALUE - MICROS) {
                MemoryUtil.putLong(cell(), infinity(micros));
            } else {
                MemoryUtil.putLong(cell(), micros + MICROS);
            }
        }

        private static long infinity(long micros) {
            if (micros != Long.MAX_VALUE) {
                throw new IllegalArgumentException("a timestamp after the year 294246 has no place in batches");
            }
            return micros;
        }
    }

    /** {@code interval}. */
    static final class Interval extends TimeDecoder {
        Interval(BufferAllocator allocator) {
            super(allocator, 16);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            long micros = Bytes.getLong(message, at);
            if (micros > Long.MAX_VALUE / 1000 || micros < Long.MIN_VALUE / 1000) {
                throw new IllegalArgumentException(
                        "an interval of more than 292 years in hours, or an infinite one, has no place in batches");
            }
            long cell = cell();
            MemoryUtil.putInt(cell, Bytes.getInt(message, at + 12));
            MemoryUtil.putInt(cell + 4, Bytes.getInt(message, at + 8));
            MemoryUtil.putLong(cell + 8, micros * 1000);
        }
    }
}
