package dev.wadi.connection.sqlite;

import dev.wadi.batch.Columns;
import dev.wadi.batch.Values;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.connection.jdbc.TimeTexts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The ways of values out of batches. SQLite takes any value anywhere, so what a column is not meant for is refused here. */
final class SqliteBinders {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Binds a value that is not NULL. */
    @FunctionalInterface
    interface Binder {

        /**
         * Binds it.
         *
         * @throws IllegalArgumentException when the value does not fit; the message says why
         */
        void bind(PreparedStatement statement, int parameter, FieldVector from, int row) throws SQLException;
    }

    private SqliteBinders() {}

    /**
     * The way into a column.
     *
     * @throws IllegalArgumentException when there is none; the message names the column
     */
    static Binder of(Field field, TargetColumn column) {
        SqliteKind kind = SqliteKind.of(column.type());
        if (!fitting(field).contains(kind)) {
            throw new IllegalArgumentException(
                    "column '" + column.name() + "' is " + column.type() + ", and the rows have "
                            + SqliteDialect.INSTANCE.type(field) + " for it. Cast one to the other in a transform");
        }
        return binder(
                field, kind, column.type().toUpperCase(java.util.Locale.ROOT).startsWith("DECIMAL_TEXT"));
    }

    private static Set<SqliteKind> fitting(Field field) {
        if (Columns.isUuid(field)) {
            return EnumSet.of(SqliteKind.UUID, SqliteKind.TEXT);
        }
        if (Columns.isDecimalText(field)) {
            return EnumSet.of(SqliteKind.DECIMAL, SqliteKind.TEXT);
        }
        return switch (field.getType().getTypeID()) {
            case Int -> EnumSet.of(
                    SqliteKind.INTEGER, SqliteKind.BOOLEAN, SqliteKind.REAL, SqliteKind.DECIMAL, SqliteKind.ANY);
            case Decimal -> EnumSet.of(SqliteKind.DECIMAL, SqliteKind.INTEGER, SqliteKind.REAL, SqliteKind.ANY);
            case FloatingPoint -> EnumSet.of(SqliteKind.REAL, SqliteKind.ANY);
            case Bool -> EnumSet.of(SqliteKind.BOOLEAN, SqliteKind.INTEGER, SqliteKind.ANY);
            case Utf8, Null -> EnumSet.of(SqliteKind.TEXT, SqliteKind.JSON);
            case Binary, FixedSizeBinary -> EnumSet.of(SqliteKind.BLOB);
            case Date -> EnumSet.of(SqliteKind.DATE, SqliteKind.TIMESTAMP, SqliteKind.TEXT);
            case Time -> EnumSet.of(SqliteKind.TIME, SqliteKind.TEXT);
            case Timestamp -> EnumSet.of(
                    ((ArrowType.Timestamp) field.getType()).getTimezone() == null
                            ? SqliteKind.TIMESTAMP
                            : SqliteKind.INSTANT,
                    SqliteKind.TEXT);
            default -> throw new IllegalArgumentException(SqliteDialect.INSTANCE.type(field));
        };
    }

    private static Binder binder(Field field, SqliteKind kind, boolean exactText) {
        return switch (field.getType().getTypeID()) {
            case Int -> kind == SqliteKind.DECIMAL && exactText
                    ? (statement, parameter, from, row) ->
                            statement.setString(parameter, String.valueOf(((BaseIntVector) from).getValueAsLong(row)))
                    : integer(((ArrowType.Int) field.getType()), kind);
            case Decimal -> exactText
                    ? (statement, parameter, from, row) -> statement.setString(
                            parameter, ((DecimalVector) from).getObject(row).toPlainString())
                    : (statement, parameter, from, row) ->
                            number(statement, parameter, ((DecimalVector) from).getObject(row), kind);
            case FloatingPoint -> SqliteBinders::real;
            case Bool -> (statement, parameter, from, row) -> statement.setInt(parameter, ((BitVector) from).get(row));
            case Utf8 -> Columns.isDecimalText(field) && kind == SqliteKind.DECIMAL && !exactText
                    ? (statement, parameter, from, row) -> decimalText(statement, parameter, from, row, kind)
                    : (statement, parameter, from, row) -> statement.setString(parameter, text(from, row));
            case Binary -> (statement, parameter, from, row) ->
                    statement.setBytes(parameter, ((VarBinaryVector) from).get(row));
            case FixedSizeBinary -> fixed(field);
            case Date, Time, Timestamp -> SqliteBinders::time;
            default -> (statement, parameter, from, row) -> statement.setObject(parameter, null);
        };
    }

    private static String text(FieldVector from, int row) {
        return new String(((VarCharVector) from).get(row), StandardCharsets.UTF_8);
    }

    private static Binder integer(ArrowType.Int type, SqliteKind kind) {
        boolean mayOverflow = !type.getIsSigned() && type.getBitWidth() == 64;
        return (statement, parameter, from, row) -> {
            long value = ((BaseIntVector) from).getValueAsLong(row);
            if (mayOverflow && value < 0) {
                throw new IllegalArgumentException("the number is greater than SQLite's greatest, 9223372036854775807");
            }
            if (kind == SqliteKind.REAL && Math.abs(value) > 1L << 53) {
                throw new IllegalArgumentException("the number would be rounded in a column of type REAL");
            }
            statement.setLong(parameter, value);
        };
    }

    private static void number(PreparedStatement statement, int parameter, BigDecimal value, SqliteKind kind)
            throws SQLException {
        BigDecimal plain = value.stripTrailingZeros();
        if (plain.scale() <= 0) {
            if (plain.compareTo(LEAST) < 0 || plain.compareTo(GREATEST) > 0) {
                throw new IllegalArgumentException("the number is too great for SQLite");
            }
            statement.setLong(parameter, plain.longValueExact());
        } else if (kind == SqliteKind.INTEGER) {
            throw new IllegalArgumentException("the number is not whole");
        } else if (plain.precision() > SqliteDialect.EXACT_DIGITS) {
            throw new IllegalArgumentException("the number has more than 15 digits, which SQLite would round."
                    + " Declare the column decimal_text(38,10) or the like");
        } else {
            statement.setDouble(parameter, plain.doubleValue());
        }
    }

    private static void decimalText(
            PreparedStatement statement, int parameter, FieldVector from, int row, SqliteKind kind)
            throws SQLException {
        try {
            number(statement, parameter, new BigDecimal(text(from, row)), kind);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the value is not a number", e);
        }
    }

    private static void real(PreparedStatement statement, int parameter, FieldVector from, int row)
            throws SQLException {
        double value = ((FloatingPointVector) from).getValueAsDouble(row);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("the value is NaN, which SQLite does not have");
        }
        statement.setDouble(parameter, value);
    }

    private static Binder fixed(Field field) {
        return Columns.isUuid(field)
                ? (statement, parameter, from, row) ->
                        statement.setString(parameter, String.valueOf(Values.get(from, row)))
                : (statement, parameter, from, row) ->
                        statement.setBytes(parameter, ((FixedSizeBinaryVector) from).get(row));
    }

    private static void time(PreparedStatement statement, int parameter, FieldVector from, int row)
            throws SQLException {
        StringBuilder text = new StringBuilder(32);
        if (from instanceof DateDayVector days) {
            int day = days.get(row);
            if (!infinite(day, Integer.MAX_VALUE, text)) {
                TimeTexts.date(day, text);
            }
        } else if (from instanceof TimeMicroVector times) {
            TimeTexts.time(times.get(row), text);
        } else {
            TimeStampVector timestamps = (TimeStampVector) from;
            if (!infinite(timestamps.get(row), Long.MAX_VALUE, text)) {
                TimeTexts.timestamp(timestamps.get(row), text);
                boolean zoned = ((ArrowType.Timestamp) from.getField().getType()).getTimezone() != null;
                text.append(zoned ? "+00:00" : "");
            }
        }
        statement.setString(parameter, text.toString());
    }

    private static boolean infinite(long value, long greatest, StringBuilder text) {
        if (value != greatest && value != -greatest) {
            return false;
        }
        text.append(value == greatest ? "infinity" : "-infinity");
        return true;
    }
}
