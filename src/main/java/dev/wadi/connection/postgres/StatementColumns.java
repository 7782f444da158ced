package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.ResultColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The way of a statement's values into batches, value by value: the driver has them already. */
final class StatementColumns {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private StatementColumns() {}

    static ResultColumn of(ServerColumn column) {
        Field field = column.field();
        ResultColumn.Reader reader = reader(column, field);
        return new ResultColumn(field, (rows, number, into, index) -> {
            if (rows.getObject(number) == null) {
                into.setNull(index);
                return 0;
            }
            return reader.read(rows, number, into, index);
        });
    }

    private static ResultColumn.Reader reader(ServerColumn column, Field field) {
        return switch (column.type().wire()) {
            case BOOL -> fixed((rows, n, into, i) -> ((BitVector) into).setSafe(i, rows.getBoolean(n) ? 1 : 0));
            case INT2 -> fixed((rows, n, into, i) -> ((SmallIntVector) into).setSafe(i, rows.getShort(n)));
            case INT4 -> fixed((rows, n, into, i) -> ((IntVector) into).setSafe(i, rows.getInt(n)));
            case INT8, OID -> fixed((rows, n, into, i) -> ((BigIntVector) into).setSafe(i, rows.getLong(n)));
            case FLOAT4 -> fixed((rows, n, into, i) -> ((Float4Vector) into).setSafe(i, rows.getFloat(n)));
            case FLOAT8 -> fixed((rows, n, into, i) -> ((Float8Vector) into).setSafe(i, rows.getDouble(n)));
            case NUMERIC -> field.getType() instanceof ArrowType.Decimal decimal
                    ? fixed((rows, n, into, i) -> decimal(rows, n, (DecimalVector) into, i, decimal.getScale()))
                    : StatementColumns::text;
            case TEXT, JSON, JSONB -> StatementColumns::text;
            case BYTES -> (rows, n, into, i) -> bytes(rows.getBytes(n), into, i);
            case DATE -> fixed(StatementColumns::date);
            case TIME -> fixed((rows, n, into, i) -> ((TimeMicroVector) into)
                    .setSafe(i, rows.getObject(n, LocalTime.class).getLong(ChronoField.MICRO_OF_DAY)));
            case TIMESTAMP -> fixed((rows, n, into, i) -> timestamp(rows.getObject(n, LocalDateTime.class), into, i));
            case INSTANT -> fixed((rows, n, into, i) -> instant(rows.getObject(n, OffsetDateTime.class), into, i));
            case UUID -> fixed(StatementColumns::uuid);
            case INTERVAL, ARRAY, OTHER -> throw new IllegalArgumentException("column '" + column.name()
                    + "' is of the type " + column.type() + ", which a statement cannot return. Cast it to text");
        };
    }

    /** Moves a value of fixed width. */
    private interface Fixed {
        void read(ResultSet rows, int number, FieldVector into, int index) throws SQLException;
    }

    private static ResultColumn.Reader fixed(Fixed move) {
        return (rows, number, into, index) -> {
            move.read(rows, number, into, index);
            return 0;
        };
    }

    private static int text(ResultSet rows, int number, FieldVector into, int index) throws SQLException {
        return bytes(rows.getString(number).getBytes(StandardCharsets.UTF_8), into, index);
    }

    private static int bytes(byte[] value, FieldVector into, int index) {
        ((BaseVariableWidthVector) into).setSafe(index, value);
        return value.length;
    }

    private static void decimal(ResultSet rows, int number, DecimalVector into, int index, int scale)
            throws SQLException {
        String text = rows.getString(number);
        if (text.endsWith("NaN") || text.endsWith("Infinity")) {
            throw new IllegalArgumentException(text + " has no place in a decimal column");
        }
        into.setSafe(index, new BigDecimal(text).setScale(scale));
    }

    private static void date(ResultSet rows, int number, FieldVector into, int index) throws SQLException {
        LocalDate date = rows.getObject(number, LocalDate.class);
        int days = date.equals(LocalDate.MAX) ? Integer.MAX_VALUE : -Integer.MAX_VALUE;
        boolean finite = !date.equals(LocalDate.MAX) && !date.equals(LocalDate.MIN);
        ((DateDayVector) into).setSafe(index, finite ? Math.toIntExact(date.toEpochDay()) : days);
    }

    private static void instant(OffsetDateTime time, FieldVector into, int index) {
        boolean infinite = time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN);
        LocalDateTime utc = infinite
                ? time.equals(OffsetDateTime.MAX) ? LocalDateTime.MAX : LocalDateTime.MIN
                : time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        timestamp(utc, into, index);
    }

    private static void timestamp(LocalDateTime time, FieldVector into, int index) {
        long micros;
        if (time.equals(LocalDateTime.MAX) || time.equals(LocalDateTime.MIN)) {
            micros = time.equals(LocalDateTime.MAX) ? Long.MAX_VALUE : -Long.MAX_VALUE;
        } else {
            micros = ChronoUnit.MICROS.between(EPOCH, time);
        }
        ((TimeStampVector) into).setSafe(index, micros);
    }

    private static void uuid(ResultSet rows, int number, FieldVector into, int index) throws SQLException {
        UUID uuid = rows.getObject(number, UUID.class);
        byte[] bytes = new byte[16];
        Bytes.putLong(bytes, 0, uuid.getMostSignificantBits());
        Bytes.putLong(bytes, 8, uuid.getLeastSignificantBits());
        ((FixedSizeBinaryVector) into).setSafe(index, bytes);
    }
}
