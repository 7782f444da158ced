package dev.wadi.connection.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * A column of a result set and the way of its values into a batch, which is chosen once.
 *
 * @param field the batch's column
 * @param reader moves one value
 */
public record ResultColumn(Field field, Reader reader) {

    /** Moves the values of one column. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Moves the current row's value.
         *
         * @param column the column's number in the result set, from 1
         * @return how many bytes the value has, where values have no fixed width; otherwise 0
         * @throws IllegalArgumentException when the value has no place in the batch's column; the message says why
         */
        int read(ResultSet rows, int column, FieldVector into, int index) throws SQLException;
    }
}
