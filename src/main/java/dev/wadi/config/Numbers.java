package dev.wadi.config;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as documents write them, exactly. What would take long to compute with stays text. */
final class Numbers {

    private static final int MAX_LENGTH = 1000;

    private Numbers() {}

    /** A {@code Long}, or a {@code BigInteger} where that is too small. */
    static Object integer(String digits, int radix) {
        if (digits.length() > MAX_LENGTH) {
            return digits;
        }
        BigInteger value = new BigInteger(digits, radix);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    /** A {@code BigDecimal} with all digits that are written. */
    static Object decimal(String text) {
        if (text.length() > MAX_LENGTH) {
            return text;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            return Math.abs((long) value.scale()) > MAX_LENGTH ? text : value;
        } catch (NumberFormatException e) {
            return text; // an exponent beyond the range of int
        }
    }
}
