package dev.wadi.connection.mysql;

import com.mysql.cj.MysqlType;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.result.ResultSetMetaData;
import com.mysql.cj.result.Field;
import dev.wadi.connection.jdbc.ResultColumn;
import dev.wadi.connection.jdbc.ResultSetRows;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.StageQuery;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;

/** Begins to read. Rows come as the server sends them, without a buffer for all of them. */
final class MySqlTap {

    private static final Pattern REPEATED = Pattern.compile("Duplicate column name '(.*)'");

    private final String connId;
    private final SqlSession session;
    private final BufferAllocator allocator;

    MySqlTap(String connId, SqlSession session, BufferAllocator allocator) {
        this.connId = connId;
        this.session = session;
        this.allocator = allocator;
    }

    /** Reads over the session, which it takes over. */
    BatchReader read(TapStage stage) throws SQLException {
        String what = "the query failed";
        try {
            StageQuery all = StageQuery.of(stage, MySqlDialect.INSTANCE);
            what = all.what();
            SessionZone zone = SessionZone.of(session);
            if (stage.locator().isPresent()) {
                session.execute("set @wadi_time_zone = @@session.time_zone, time_zone = '+00:00'");
                session.atEnd("set time_zone = @wadi_time_zone");
                zone = SessionZone.utc();
            }
            return read(stage, all, zone);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId, String.valueOf(e.getMessage()), e);
        } catch (SQLException e) {
            session.close();
            throw new ConnectionException(connId, what + ": " + MySqlFailure.reason(e), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private BatchReader read(TapStage stage, StageQuery all, SessionZone zone) throws SQLException {
        List<Field> fields = fields(all);
        List<String> names = fields.stream().map(Field::getColumnLabel).toList();
        StageQuery asked = stage.range()
                .map(range -> all.within(range, names, MySqlDialect.INSTANCE))
                .orElse(all);
        boolean floats = fields.stream().anyMatch(MySqlTap::isFloat);
        PreparedStatement statement = prepare(floats ? asked.selecting(exactly(fields)) : asked, zone);
        try {
            statement.setFetchSize(Integer.MIN_VALUE); // the driver's word for row by row
            return rows(statement, statement.executeQuery(), zone, asked.what());
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private List<Field> fields(StageQuery all) throws SQLException {
        StageQuery none = new StageQuery(all.selecting("*").sql() + " limit 0", List.of(), all.what());
        try (PreparedStatement statement = prepare(none, SessionZone.utc());
                ResultSet rows = statement.executeQuery()) {
            return fields(rows);
        } catch (SQLException e) {
            Matcher repeated = REPEATED.matcher(String.valueOf(e.getMessage()));
            if (repeated.matches()) {
                throw new IllegalArgumentException(
                        "the query has two columns '" + repeated.group(1) + "'. Give one of them another name with AS",
                        e);
            }
            throw e;
        }
    }

    private static List<Field> fields(ResultSet rows) throws SQLException {
        return Arrays.asList(rows.getMetaData().unwrap(ResultSetMetaData.class).getFields());
    }

    private static boolean isFloat(Field field) {
        return field.getMysqlTypeId() == MysqlType.FIELD_TYPE_FLOAT;
    }

    /** As text a float has six digits, of the seven to nine that it has; as a double it has all of them. */
    private static String exactly(List<Field> fields) {
        return fields.stream()
                .map(field -> {
                    String name = MySqlDialect.INSTANCE.quoted(field.getColumnLabel());
                    return isFloat(field) ? name + " + 0e0 as " + name : name;
                })
                .collect(Collectors.joining(", "));
    }

    /** Prepared by the driver, because what the server prepares comes in a form that is not text. */
    private PreparedStatement prepare(StageQuery query, SessionZone zone) throws SQLException {
        PreparedStatement statement = session.running(
                session.connection().unwrap(JdbcConnection.class).clientPrepareStatement(query.sql()));
        for (int i = 0; i < query.parameters().size(); i++) {
            statement.setObject(i + 1, zone.shown(query.parameters().get(i)));
        }
        return statement;
    }

    /** The rows of a result of which nothing was read. */
    ResultSetRows rows(Statement statement, ResultSet rows, SessionZone zone, String what) throws SQLException {
        List<Field> fields = fields(rows);
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            int precision = rows.getMetaData().getPrecision(i + 1);
            columns.add(MySqlReaders.column(
                    fields.get(i), precision, rows.getMetaData().getScale(i + 1), zone));
        }
        ResultSetRows.Origin origin = new ResultSetRows.Origin(connId, what, MySqlFailure::reason, true);
        return new ResultSetRows(session, statement, rows, columns, origin, allocator);
    }
}
