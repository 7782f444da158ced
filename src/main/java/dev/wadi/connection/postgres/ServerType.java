package dev.wadi.connection.postgres;

import org.jspecify.annotations.Nullable;

/**
 * A type of a column on the server; a domain is what it stands on.
 *
 * @param oid its number
 * @param name its name, as the server writes it
 * @param typmod what is declared in brackets after the name, as the server counts it; -1 when nothing is
 * @param element the type of an array's values
 */
record ServerType(int oid, String name, Wire wire, int typmod, @Nullable ServerType element) {

    static final ServerType TEXT = new ServerType(25, "text", Wire.TEXT, -1, null);
    static final ServerType TEXT_ARRAY = new ServerType(1009, "text[]", Wire.ARRAY, -1, TEXT);

    /** The number of the type {@code numeric}. */
    static final int NUMERIC = 1700;

    private static final int HEADER = 4;

    /** How many digits a numeric has at most, or -1 when it is not declared. */
    int precision() {
        return typmod < HEADER ? -1 : (typmod - HEADER) >> 16 & 0xffff;
    }

    /** How many of them are after the point; less than 0 when it is rounded before the point. */
    int scale() {
        // eleven bits with a sign
        return typmod < HEADER ? -1 : ((typmod - HEADER & 0x7ff) ^ 0x400) - 0x400;
    }

    /** How many digits of a second are kept. */
    int secondDigits() {
        return typmod < 0 || typmod > 6 ? 6 : typmod;
    }

    /** A numeric's typmod. */
    static int typmod(int precision, int scale) {
        return (precision << 16 | scale & 0x7ff) + HEADER;
    }

    ServerType withTypmod(int changed) {
        return new ServerType(oid, name, wire, changed, element);
    }

    @Override
    public String toString() {
        if (wire == Wire.NUMERIC && precision() > 0) {
            return name + "(" + precision() + "," + scale() + ")";
        }
        return name;
    }
}
