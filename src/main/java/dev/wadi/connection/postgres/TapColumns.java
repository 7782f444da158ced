package dev.wadi.connection.postgres;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TypeInfo;

/** The columns of a query's result. */
final class TapColumns {

    /** What the driver calls the types of columns that count by themselves. */
    private static final Map<String, String> SERIAL =
            Map.of("smallserial", "int2", "serial", "int4", "bigserial", "int8");

    private TapColumns() {}

    static List<ServerColumn> of(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces in people's SQL are their own
            return of(connection, statement.executeQuery(query).getMetaData());
        }
    }

    static List<ServerColumn> of(Connection connection, ResultSetMetaData told) throws SQLException {
        TypeInfo info = connection.unwrap(BaseConnection.class).getTypeInfo();
        List<Integer> oids = new ArrayList<>();
        for (int i = 1; i <= told.getColumnCount(); i++) {
            String type = told.getColumnTypeName(i);
            oids.add(info.getPGType(SERIAL.getOrDefault(type, type)));
        }
        return columns(told, oids, new ServerTypes(connection, oids));
    }

    private static List<ServerColumn> columns(ResultSetMetaData told, List<Integer> oids, ServerTypes types)
            throws SQLException {
        List<ServerColumn> columns = new ArrayList<>();
        for (int i = 1; i <= oids.size(); i++) {
            int precision = told.getPrecision(i);
            ServerType type = types.type(oids.get(i - 1), -1);
            columns.add(new ServerColumn(told.getColumnName(i), declared(type, precision, told.getScale(i))));
        }
        return columns;
    }

    /** A numeric, or array of them, with the precision that the driver read from the description. */
    private static ServerType declared(ServerType type, int precision, int scale) {
        ServerType element = type.element();
        if (element != null && element.wire() == Wire.NUMERIC && precision > 0) {
            int typmod = ServerType.typmod(precision, scale);
            return new ServerType(type.oid(), type.name(), type.wire(), typmod, element.withTypmod(typmod));
        }
        return type.wire() == Wire.NUMERIC && precision > 0
                ? type.withTypmod(ServerType.typmod(precision, scale))
                : type;
    }
}
