package dev.wadi.connection.duckdb;

import dev.wadi.batch.Columns;
import dev.wadi.batch.DuckDb;
import dev.wadi.connection.jdbc.Names;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StageQuery;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Begins to read: learns the columns, and has DuckDB cast those whose types batches do not have. */
final class DuckDbTap {

    /** A column of the query, with DuckDB's name of its type. */
    private record Described(String name, String type) {

        String expression() {
            String quoted = DuckDb.quoted(name);
            if (type.equals("UUID")) {
                return "unhex(replace(" + quoted + "::VARCHAR, '-', '')) as " + quoted;
            }
            String readAs = DuckDbTypes.readAs(name, type);
            return readAs.equals(type) ? quoted : "cast(" + quoted + " as " + readAs + ") as " + quoted;
        }

        Field field(Field exported) {
            if (type.equals("UUID")) {
                return Columns.uuid(name);
            }
            if (type.equals("JSON")) {
                return Columns.json(name);
            }
            boolean zoned = exported.getType() instanceof ArrowType.Timestamp t && t.getTimezone() != null;
            return zoned ? Columns.column(name, Columns.INSTANT) : exported;
        }
    }

    private DuckDbTap() {}

    /** Reads over a session that it takes over. */
    static BatchReader read(String connId, TapStage stage, SqlSession session) throws SQLException {
        String what = "the query failed";
        try {
            StageQuery all = StageQuery.of(stage, DuckDbDialect.INSTANCE);
            what = all.what();
            return read(connId, stage, session, all);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            session.close();
            throw new ConnectionException(connId, what + ": " + DuckDbFailure.reason(e), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static BatchReader read(String connId, TapStage stage, SqlSession session, StageQuery all)
            throws SQLException {
        List<Described> columns = describe(session, all.sql());
        List<String> names = columns.stream().map(Described::name).toList();
        Names.mustDiffer(names);
        StageQuery part = stage.range()
                .map(range -> all.within(range, names, DuckDbDialect.INSTANCE))
                .orElse(all);
        String expressions = columns.stream().map(Described::expression).collect(Collectors.joining(", "));
        boolean plain = expressions.equals(names.stream().map(DuckDb::quoted).collect(Collectors.joining(", ")));
        StageQuery asked = plain ? part : part.selecting(expressions);
        PreparedStatement statement = session.running(session.connection().prepareStatement(asked.sql()));
        try {
            for (int i = 0; i < asked.parameters().size(); i++) {
                statement.setObject(i + 1, bound(asked.parameters().get(i)));
            }
            BatchReader rows =
                    DuckDb.rows(statement, statement.executeQuery(), stage.run().allocator());
            return new DuckDbReading(connId, session, rows, labelled(rows.schema(), columns));
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static Object bound(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    }

    private static List<Described> describe(SqlSession session, String sql) throws SQLException {
        List<Described> columns = new ArrayList<>();
        try (Statement statement = session.running(session.connection().createStatement());
                ResultSet rows = statement.executeQuery("describe " + sql)) {
            while (rows.next()) {
                columns.add(new Described(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    private static Schema labelled(Schema exported, List<Described> columns) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(columns.get(i).field(exported.getFields().get(i)));
        }
        return new Schema(fields);
    }
}
