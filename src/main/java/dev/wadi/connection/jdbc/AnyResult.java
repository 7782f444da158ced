package dev.wadi.connection.jdbc;

import dev.wadi.batch.Columns;
import dev.wadi.batch.RowBatches;
import dev.wadi.spi.BatchReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement by any driver, by the types that JDBC has for all of them: for databases that have no tap of their
 * own. What JDBC has no type for is text.
 */
public final class AnyResult implements Iterator<Map<String, @Nullable Object>>, AutoCloseable {

    /** SQL Server's own number for {@code datetimeoffset}. */
    private static final int DATETIMEOFFSET = -155;

    private final Connection connection;
    private final Statement statement;
    private final ResultSet rows;
    private final List<Field> fields = new ArrayList<>();
    private final List<Getter> getters = new ArrayList<>();
    private @Nullable Boolean hasNext;

    /** Reads one column of the present row. */
    private interface Getter {
        @Nullable
        Object get(ResultSet rows, int column) throws SQLException;
    }

    private AnyResult(Connection connection, Statement statement, ResultSet rows) throws SQLException {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            add(columns.getColumnLabel(i), columns.getColumnType(i), columns.getPrecision(i), columns.getScale(i));
        }
        Names.mustDiffer(fields.stream().map(Field::getName).toList());
    }

    /**
     * Runs a statement.
     *
     * @return its rows, which the caller closes, if it returns any
     */
    public static Optional<BatchReader> of(DataSource database, String sql, BufferAllocator allocator)
            throws SQLException {
        Connection connection = database.getConnection();
        try {
            Statement statement = connection.createStatement();
            statement.setFetchSize(1000);
            if (!statement.execute(sql)) {
                connection.close();
                return Optional.empty();
            }
            AnyResult result = new AnyResult(connection, statement, statement.getResultSet());
            return Optional.of(RowBatches.of(allocator, new Schema(result.fields), result));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void add(String name, int type, int precision, int scale) {
        switch (type) {
            case Types.BIT, Types.BOOLEAN -> add(Columns.column(name, Columns.BOOL), ResultSet::getObject);
            case Types.TINYINT, Types.SMALLINT -> add(Columns.column(name, Columns.INT16), ResultSet::getObject);
            case Types.INTEGER -> add(Columns.column(name, Columns.INT32), ResultSet::getObject);
            case Types.BIGINT -> add(Columns.column(name, Columns.INT64), ResultSet::getObject);
            case Types.REAL -> add(Columns.column(name, Columns.FLOAT), ResultSet::getObject);
            case Types.FLOAT, Types.DOUBLE -> add(Columns.column(name, Columns.DOUBLE), ResultSet::getObject);
            case Types.NUMERIC, Types.DECIMAL -> add(decimal(name, precision, scale), ResultSet::getBigDecimal);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> add(
                    Columns.column(name, Columns.BYTES), ResultSet::getBytes);
            case Types.DATE -> add(Columns.column(name, Columns.DATE), of(LocalDate.class));
            case Types.TIME -> add(Columns.column(name, Columns.TIME), of(LocalTime.class));
            case Types.TIMESTAMP -> add(Columns.column(name, Columns.LOCAL_TIMESTAMP), of(LocalDateTime.class));
            case Types.TIMESTAMP_WITH_TIMEZONE, DATETIMEOFFSET -> add(
                    Columns.column(name, Columns.INSTANT), of(OffsetDateTime.class));
            default -> add(Columns.column(name, Columns.TEXT), ResultSet::getString);
        }
    }

    private void add(Field field, Getter getter) {
        fields.add(field);
        getters.add(getter);
    }

    private static Field decimal(String name, int precision, int scale) {
        return precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision
                ? Columns.decimal(name, precision, scale)
                : Columns.decimalText(name);
    }

    private static Getter of(Class<?> type) {
        return (rows, column) -> rows.getObject(column, type);
    }

    @Override
    public boolean hasNext() {
        Boolean known = hasNext;
        if (known == null) {
            known = get(ResultSet::next);
            hasNext = known;
        }
        return known;
    }

    @Override
    public Map<String, @Nullable Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more rows");
        }
        hasNext = null;
        return get(this::row);
    }

    private Map<String, @Nullable Object> row(ResultSet current) throws SQLException {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            row.put(fields.get(i).getName(), getters.get(i).get(current, i + 1));
        }
        return row;
    }

    /** What is asked of a result. */
    private interface Question<T> {
        T ask(ResultSet rows) throws SQLException;
    }

    private <T> T get(Question<T> question) {
        try {
            return question.ask(rows);
        } catch (SQLException e) {
            throw new FailedException(e);
        }
    }

    /** A failure of the database while rows are read; iterators declare none. */
    private static final class FailedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        FailedException(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement;
                rows) {
            hasNext = false;
        }
    }
}
