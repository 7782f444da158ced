package dev.wadi.connection.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * {@code numeric} in binary: the number of digits, the weight of the first, sign, how many decimals are shown, and the digits,
 * each of them from 0 to 9999.
 */
final class Numerics {

    static final int NEGATIVE = 0x4000;
    static final int NAN = 0xc000;
    static final int INFINITY = 0xd000;
    static final int NEGATIVE_INFINITY = 0xf000;

    /** The bytes before the digits. */
    static final int HEADER = 8;

    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private Numerics() {}

    static int digits(byte[] message, int at) {
        return Bytes.getShort(message, at);
    }

    static int weight(byte[] message, int at) {
        return Bytes.getShort(message, at + 2);
    }

    static int sign(byte[] message, int at) {
        return Bytes.getShort(message, at + 4) & 0xffff;
    }

    /** How many decimals the value shows. */
    static int scale(byte[] message, int at) {
        return Bytes.getShort(message, at + 6);
    }

    static int digit(byte[] message, int at, int index) {
        return Bytes.getShort(message, at + HEADER + 2 * index);
    }

    /** The value of a finite number. */
    static BigDecimal value(byte[] message, int at) {
        BigInteger value = BigInteger.ZERO;
        int digits = digits(message, at);
        for (int i = 0; i < digits; i++) {
            value = value.multiply(BASE).add(BigInteger.valueOf(digit(message, at, i)));
        }
        BigDecimal number = new BigDecimal(
                sign(message, at) == NEGATIVE ? value.negate() : value, 4 * (digits - 1 - weight(message, at)));
        return number.setScale(scale(message, at));
    }
}
