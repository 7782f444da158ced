package dev.wadi.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Numbers and truth into columns, exactly. */
final class NumberCells {

    private NumberCells() {}

    /** Puts a value into a column; false when one of them is no number. */
    static boolean put(FieldVector column, int row, Object value) {
        if (column instanceof BitVector bit && value instanceof Boolean truth) {
            bit.setSafe(row, truth ? 1 : 0);
            return true;
        }
        if (!(value instanceof Number number)) {
            return false;
        }
        if (column instanceof Float8Vector doubles) {
            doubles.setSafe(row, exactDouble(column, number));
        } else if (column instanceof Float4Vector floats) {
            floats.setSafe(row, number.floatValue());
        } else if (column instanceof DecimalVector decimals) {
            decimals.setSafe(row, decimal(decimals, value));
        } else if (column instanceof BaseIntVector) {
            putWhole(column, row, value);
        } else {
            return false;
        }
        return true;
    }

    private static double exactDouble(FieldVector column, Number value) {
        double near = value.doubleValue();
        boolean exact = value instanceof Double
                || (!Double.isInfinite(near)
                        && new BigDecimal(value.toString()).compareTo(BigDecimal.valueOf(near)) == 0)
                || (!Double.isInfinite(near) && new BigDecimal(value.toString()).compareTo(new BigDecimal(near)) == 0);
        if (!exact) {
            throw Cells.unfit(column);
        }
        return near;
    }

    private static BigDecimal decimal(DecimalVector column, Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw Cells.unfit(column);
        }
        try {
            BigDecimal fitting = new BigDecimal(value.toString()).setScale(column.getScale());
            if (fitting.precision() <= column.getPrecision()) {
                return fitting;
            }
        } catch (ArithmeticException e) {
            // has more digits behind the point: said below
        }
        throw Cells.unfit(column);
    }

    private static void putWhole(FieldVector column, int row, Object value) {
        ArrowType.Int type = (ArrowType.Int) column.getField().getType();
        BigInteger number;
        try {
            number = new BigDecimal(value.toString()).toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw Cells.unfit(column);
        }
        int bits = type.getBitWidth() - (type.getIsSigned() ? 1 : 0);
        if (number.bitLength() > bits || (!type.getIsSigned() && number.signum() < 0)) {
            throw Cells.unfit(column);
        }
        Cells.ensure(column, row);
        if (column instanceof BigIntVector longs) {
            longs.set(row, number.longValue());
        } else {
            ((BaseIntVector) column).setWithPossibleTruncate(row, number.longValue());
        }
    }
}
