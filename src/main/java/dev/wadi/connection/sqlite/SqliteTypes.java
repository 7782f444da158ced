package dev.wadi.connection.sqlite;

import dev.wadi.batch.Columns;
import dev.wadi.connection.jdbc.Names;
import dev.wadi.connection.jdbc.ResultColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a query: by their declared type, and where it says nothing, by the values of the first rows. Whole and other
 * numbers together are other numbers; anything else mixed is refused.
 */
final class SqliteTypes {

    /** How many rows are looked at. */
    static final int SAMPLE = 10_000;

    /** SQLite's kinds of values. */
    enum Kind {
        INTEGER("a whole number", SqliteKind.INTEGER),
        REAL("a number with a point", SqliteKind.REAL),
        TEXT("text", SqliteKind.TEXT),
        BLOB("a blob", SqliteKind.BLOB);

        private final String words;
        private final SqliteKind column;

        Kind(String words, SqliteKind column) {
            this.words = words;
            this.column = column;
        }

        String words() {
            return words;
        }
    }

    private final List<String> names = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<SqliteKind> kinds = new ArrayList<>();

    SqliteTypes(ResultSetMetaData metadata) throws SQLException {
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            String name = metadata.getColumnLabel(i);
            String type = metadata.getColumnTypeName(i);
            int precision = metadata.getPrecision(i);
            // Of what is no column of a table the driver tells the type of the first row's value.
            @Nullable String table = metadata.getTableName(i);
            SqliteKind kind = table == null || table.isEmpty()
                    ? SqliteKind.ANY
                    : SqliteKind.of(precision > 0 ? type + "(" + precision + ")" : type);
            names.add(name);
            kinds.add(kind);
            fields.add(kind == SqliteKind.DECIMAL ? decimal(name, precision, metadata.getScale(i)) : kind.field(name));
        }
        Names.mustDiffer(names);
    }

    private static Field decimal(String name, int precision, int scale) {
        return precision < 1 || precision > 38 || scale > precision
                ? Columns.decimalText(name)
                : Columns.decimal(name, precision, scale);
    }

    List<String> names() {
        return names;
    }

    SqliteKind kind(String name) {
        return kinds.get(names.indexOf(name));
    }

    /** Whether values have to say what a column is. */
    boolean needsSample() {
        return kinds.contains(SqliteKind.ANY);
    }

    /** Looks at the rows of a result. */
    void sample(ResultSet rows) throws SQLException {
        @Nullable Kind[] seen = new Kind[names.size()];
        for (int row = 1; row <= SAMPLE && rows.next(); row++) {
            for (int i = 0; i < seen.length; i++) {
                Object value = kinds.get(i) == SqliteKind.ANY ? rows.getObject(i + 1) : null;
                if (value != null) {
                    seen[i] = wider(seen[i], kindOf(value), names.get(i), row);
                }
            }
        }
        for (int i = 0; i < seen.length; i++) {
            Kind kind = seen[i];
            if (kind != null) {
                kinds.set(i, kind.column);
                fields.set(i, kind.column.field(names.get(i)));
            }
        }
    }

    private static Kind wider(@Nullable Kind before, Kind kind, String name, int row) {
        if (before == null || before == kind) {
            return kind;
        }
        if (before.compareTo(Kind.REAL) <= 0 && kind.compareTo(Kind.REAL) <= 0) {
            return Kind.REAL;
        }
        throw new IllegalArgumentException("column '" + name + "' holds " + kind.words + " in row " + row + " and "
                + before.words + " before. Cast it in the query, such as cast(" + name + " as text)");
    }

    static Kind kindOf(Object value) {
        if (value instanceof Double) {
            return Kind.REAL;
        }
        if (value instanceof Number) {
            return Kind.INTEGER;
        }
        return value instanceof String ? Kind.TEXT : Kind.BLOB;
    }

    List<ResultColumn> columns() {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(SqliteReaders.column(fields.get(i), kinds.get(i)));
        }
        return columns;
    }
}
