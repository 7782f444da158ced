package dev.wadi.connection.mysql;

import com.mysql.cj.MysqlType;
import com.mysql.cj.result.Field;
import dev.wadi.batch.Columns;
import dev.wadi.connection.jdbc.ResultColumn;
import dev.wadi.connection.jdbc.TimeTexts;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * The ways of values into batches, from the bytes that the server sends: texts, of which the driver would make objects and
 * times in a zone that is not the session's.
 */
final class MySqlReaders {

    private static final int LONG_DIGITS = 18;
    private static final int GREATEST_PRECISION = 38;
    private static final int BINARY = 63;
    private static final int VECTOR = 242;

    /** Moves a value that is not NULL. */
    private interface Mover {
        int move(byte[] text, FieldVector into, int index);
    }

    private MySqlReaders() {}

    /**
     * The reader of a column.
     *
     * @throws IllegalArgumentException when its type has no place in batches; the message names the column
     */
    static ResultColumn column(Field field, int precision, int scale, SessionZone zone) {
        String name = field.getColumnLabel();
        boolean unsigned = field.isUnsigned();
        return switch (field.getMysqlTypeId()) {
            case MysqlType.FIELD_TYPE_TINY -> field.getLength() == 1 && !unsigned
                    ? of(Columns.column(name, Columns.BOOL), MySqlReaders::truth)
                    : integer(name, 8, unsigned);
            case MysqlType.FIELD_TYPE_SHORT -> integer(name, 16, unsigned);
            case MysqlType.FIELD_TYPE_YEAR -> integer(name, 16, false);
            case MysqlType.FIELD_TYPE_INT24, MysqlType.FIELD_TYPE_LONG -> integer(name, 32, unsigned);
            case MysqlType.FIELD_TYPE_LONGLONG -> integer(name, 64, unsigned);
            case MysqlType.FIELD_TYPE_DECIMAL, MysqlType.FIELD_TYPE_NEWDECIMAL -> decimal(name, precision, scale);
            case MysqlType.FIELD_TYPE_FLOAT, MysqlType.FIELD_TYPE_DOUBLE -> of(
                    Columns.column(name, Columns.DOUBLE), MySqlReaders::real);
            case MysqlType.FIELD_TYPE_BIT -> field.getLength() == 1
                    ? of(Columns.column(name, Columns.BOOL), (bits, into, i) -> truth(bits[0], into, i))
                    : of(Columns.column(name, new ArrowType.Int(64, false)), MySqlReaders::bits);
            case MysqlType.FIELD_TYPE_DATE -> of(Columns.column(name, Columns.DATE), MySqlReaders::date);
            case MysqlType.FIELD_TYPE_TIME -> of(Columns.column(name, Columns.TIME), MySqlReaders::time);
            case MysqlType.FIELD_TYPE_DATETIME -> of(
                    Columns.column(name, Columns.LOCAL_TIMESTAMP), (text, into, i) -> timestamp(text, null, into, i));
            case MysqlType.FIELD_TYPE_TIMESTAMP -> of(
                    Columns.column(name, Columns.INSTANT), (text, into, i) -> timestamp(text, zone, into, i));
            case MysqlType.FIELD_TYPE_JSON -> of(Columns.json(name), MySqlReaders::utf8);
            case MysqlType.FIELD_TYPE_GEOMETRY, VECTOR -> throw new IllegalArgumentException("column '" + name
                    + "': there is no place for " + field.getMysqlType().getName()
                    + " in a batch. Convert it in the query, such as by st_astext(" + name + ")");
            default -> text(field, name);
        };
    }

    private static ResultColumn of(org.apache.arrow.vector.types.pojo.Field field, Mover mover) {
        return new ResultColumn(field, (rows, column, into, index) -> {
            byte[] bytes = rows.getBytes(column);
            if (bytes == null) {
                into.setNull(index);
                return 0;
            }
            return mover.move(bytes, into, index);
        });
    }

    private static ResultColumn integer(String name, int bits, boolean unsigned) {
        Mover mover =
                switch (bits) {
                    case 8 -> unsigned
                            ? (text, into, i) -> {
                                ((UInt1Vector) into).setSafe(i, (int) number(text));
                                return 0;
                            }
                            : (text, into, i) -> {
                                ((TinyIntVector) into).setSafe(i, (int) number(text));
                                return 0;
                            };
                    case 16 -> unsigned
                            ? (text, into, i) -> {
                                ((UInt2Vector) into).setSafe(i, (int) number(text));
                                return 0;
                            }
                            : (text, into, i) -> {
                                ((SmallIntVector) into).setSafe(i, (int) number(text));
                                return 0;
                            };
                    case 32 -> unsigned
                            ? (text, into, i) -> {
                                ((UInt4Vector) into).setSafe(i, (int) number(text));
                                return 0;
                            }
                            : (text, into, i) -> {
                                ((IntVector) into).setSafe(i, (int) number(text));
                                return 0;
                            };
                    default -> unsigned
                            ? (text, into, i) -> {
                                ((UInt8Vector) into).setSafe(i, number(text));
                                return 0;
                            }
                            : (text, into, i) -> {
                                ((BigIntVector) into).setSafe(i, number(text));
                                return 0;
                            };
                };
        return of(Columns.column(name, new ArrowType.Int(bits, !unsigned)), mover);
    }

    /** A whole number; one above the greatest long comes out as the negative that has its bits. */
    private static long number(byte[] text) {
        int i = text[0] == '-' || text[0] == '+' ? 1 : 0;
        long number = 0;
        for (; i < text.length; i++) {
            if (text[i] != '.') {
                number = number * 10 + (text[i] - '0');
            }
        }
        return text[0] == '-' ? -number : number;
    }

    private static ResultColumn decimal(String name, int precision, int scale) {
        if (precision > GREATEST_PRECISION) {
            return of(Columns.decimalText(name), MySqlReaders::utf8);
        }
        return of(
                Columns.decimal(name, Math.max(1, precision), scale),
                precision <= LONG_DIGITS
                        ? (text, into, i) -> {
                            ((DecimalVector) into).setSafe(i, number(text));
                            return 0;
                        }
                        : (text, into, i) -> {
                            ((DecimalVector) into).setSafe(i, new BigDecimal(ascii(text)));
                            return 0;
                        });
    }

    private static int real(byte[] text, FieldVector into, int index) {
        ((Float8Vector) into).setSafe(index, Double.parseDouble(ascii(text)));
        return 0;
    }

    private static int truth(byte[] text, FieldVector into, int index) {
        if (text.length != 1 || text[0] != '0' && text[0] != '1') {
            throw new IllegalArgumentException(
                    "is tinyint(1), and holds neither 0 nor 1. Add 0 to it in the query to read" + " numbers");
        }
        return truth(text[0] - '0', into, index);
    }

    private static int truth(int value, FieldVector into, int index) {
        ((BitVector) into).setSafe(index, value);
        return 0;
    }

    private static int bits(byte[] bytes, FieldVector into, int index) {
        long bits = 0;
        for (byte b : bytes) {
            bits = bits << 8 | b & 0xFF;
        }
        ((UInt8Vector) into).setSafe(index, bits);
        return 0;
    }

    private static int date(byte[] text, FieldVector into, int index) {
        ((DateDayVector) into).setSafe(index, (int) TimeTexts.epochDay(day(ascii(text))));
        return 0;
    }

    /** Refuses dates that are none, such as {@code 0000-00-00} and {@code 2026-02-00}. */
    private static String day(String text) {
        if (text.startsWith("0000") || text.startsWith("00", 5) || text.startsWith("00", 8)) {
            throw new IllegalArgumentException(
                    "holds the date " + text.substring(0, 10) + ", which no calendar has. Leave it out in the query");
        }
        return text;
    }

    private static int time(byte[] text, FieldVector into, int index) {
        String time = ascii(text);
        if (time.charAt(0) == '-' || time.charAt(2) != ':' || time.compareTo("24") >= 0) {
            throw new IllegalArgumentException("holds a time that is no time of day, between 00:00 and 24:00."
                    + " Convert it in the query, such as by time_to_sec");
        }
        ((TimeMicroVector) into).setSafe(index, TimeTexts.timeMicros(time));
        return 0;
    }

    private static int timestamp(
            byte[] text, @org.jspecify.annotations.Nullable SessionZone zone, FieldVector into, int index) {
        long micros = TimeTexts.timestampMicros(day(ascii(text)));
        ((TimeStampVector) into).setSafe(index, zone == null ? micros : zone.toUtc(micros));
        return 0;
    }

    private static ResultColumn text(Field field, String name) {
        if (field.getCollationIndex() == BINARY) {
            return of(Columns.column(name, Columns.BYTES), (bytes, into, i) -> {
                ((VarBinaryVector) into).setSafe(i, bytes);
                return bytes.length;
            });
        }
        Charset charset = Charset.forName(field.getEncoding());
        return of(
                Columns.column(name, Columns.TEXT),
                charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)
                        ? MySqlReaders::utf8
                        : (text, into, i) -> utf8(new String(text, charset).getBytes(StandardCharsets.UTF_8), into, i));
    }

    private static int utf8(byte[] text, FieldVector into, int index) {
        ((VarCharVector) into).setSafe(index, text);
        return text.length;
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
