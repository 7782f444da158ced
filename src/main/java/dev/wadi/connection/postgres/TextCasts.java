package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows with texts for columns of other types: of those that batches have no column for, such as {@code inet}, {@code money} or
 * a range, and of dates, times and whole numbers. What such a text means is the server's to say, as in a query of this
 * connection: its zone counts, too. So the rows come by binary COPY into a temporary table where those columns are text, and
 * from there in one statement that casts them.
 *
 * <p>COPY in its text form would do without the temporary table. But a COPY has one form for all columns, so that each of the
 * others would need a text form of its own, and the server would round what {@link Encoders} refuse to round.
 */
final class TextCasts {

    private static final TableName TEXTS = TableName.of("pg_temp", "wadi_texts");
    private static final TableDialect DIALECT = PostgresDialect.INSTANCE;

    private final SqlSession session;
    private final TableName table;
    private final List<TypedColumn> columns;
    private final List<TypedColumn> waiting;

    private TextCasts(SqlSession session, TableName table, List<TypedColumn> columns, List<TypedColumn> waiting) {
        this.session = session;
        this.table = table;
        this.columns = columns;
        this.waiting = waiting;
    }

    /** What writes rows of which texts must be cast; nothing when none must. */
    static Optional<TextCasts> of(SqlSession session, TableName table, Schema rows, List<TypedColumn> columns) {
        List<TypedColumn> waiting = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            TypedColumn column = columns.get(i);
            Field field = rows.getFields().get(i);
            ServerType text = Encoders.fit(field, column.type()) ? null : text(field, column.type());
            waiting.add(text == null ? column : new TypedColumn(column.target(), text));
        }
        return waiting.equals(columns)
                ? Optional.empty()
                : Optional.of(new TextCasts(session, table, columns, waiting));
    }

    /** The type of text that can be cast to a column's; bytes are not, because any text would be some. */
    private static @Nullable ServerType text(Field field, ServerType type) {
        if (field.getDictionary() != null || type.wire() == Wire.BYTES) {
            return null;
        }
        if (field.getType() instanceof ArrowType.Utf8 || field.getType() instanceof ArrowType.LargeUtf8) {
            return ServerType.TEXT;
        }
        ServerType element = type.element();
        return field.getType() instanceof ArrowType.List
                        && element != null
                        && element.wire() != Wire.ARRAY
                        && text(field.getChildren().get(0), element) != null
                ? ServerType.TEXT_ARRAY
                : null;
    }

    long write(BatchReader rows) throws Exception {
        String texts = TEXTS.sql(DIALECT);
        session.execute("create temporary table " + texts + " on commit drop as select "
                + selected(i -> "null::" + waiting.get(i).type().name() + " as " + name(i)) + " from "
                + table.sql(DIALECT) + " limit 0");
        long number = new CopyWriting(session, texts, waiting).write(rows);
        cast(number);
        session.execute("drop table " + texts);
        return number;
    }

    /** The columns in SQL, those that wait as text in a form of their own. */
    private String selected(IntFunction<String> form) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> isCast(i) ? form.apply(i) : name(i))
                .collect(Collectors.joining(", "));
    }

    private boolean isCast(int column) {
        return !waiting.get(column).equals(columns.get(column));
    }

    private String name(int column) {
        return DIALECT.quoted(columns.get(column).target().name());
    }

    private String cast(int column) {
        return name(column) + "::" + columns.get(column).target().type();
    }

    private void cast(long number) throws SQLException {
        List<TargetColumn> targets = columns.stream().map(TypedColumn::target).toList();
        String insert = "insert into " + table.sql(DIALECT) + " (" + DIALECT.names(targets)
                + ") overriding system value select " + selected(this::cast) + " from " + TEXTS.sql(DIALECT);
        SQLException failure = failure(insert);
        if (failure != null) {
            findRow(number);
            throw failure;
        }
    }

    /** Fails with the first row of the first column of which a text cannot be cast. */
    private void findRow(long number) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            SQLException failure = isCast(i) ? failure(casting(i, number)) : null;
            if (failure != null) {
                long row = firstRow(i, number);
                throw new IllegalArgumentException(
                        ", column '" + columns.get(i).target().name() + "', row " + row + ": "
                                + PostgresFailure.ofValue(failure),
                        failure);
            }
        }
    }

    /** The rows stand in the order in which they came. */
    private long firstRow(int column, long number) throws SQLException {
        long good = 0;
        long bad = number;
        while (bad - good > 1) {
            long middle = (good + bad) / 2;
            if (failure(casting(column, middle)) == null) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return bad;
    }

    private String casting(int column, long rows) {
        return "select count(" + cast(column) + ") from (select " + name(column) + " from " + TEXTS.sql(DIALECT)
                + " limit " + rows + ") as first_rows";
    }

    /** How a statement fails; null when it does not. */
    private @Nullable SQLException failure(String sql) throws SQLException {
        Savepoint before = session.connection().setSavepoint();
        try {
            session.execute(sql);
            return null;
        } catch (SQLException e) {
            if (session.cancelled()) {
                throw e;
            }
            session.connection().rollback(before);
            return e;
        }
    }
}
