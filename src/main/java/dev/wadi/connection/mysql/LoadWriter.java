package dev.wadi.connection.mysql;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TargetColumn;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Sends rows by {@code LOAD DATA LOCAL}, a batch at a time, from memory. Only while the statement runs may the server ask for
 * a file, and whatever name it asks for, it gets these rows.
 */
final class LoadWriter extends MySqlWriter {

    private final String sql;
    private final LoadText text = new LoadText(true);

    LoadWriter(SqlSession session, String table, List<TargetColumn> columns, List<MySqlEncoders.Encoder> encoders) {
        super(session, columns, encoders);
        this.sql = sql(table, columns);
    }

    private static String sql(String table, List<TargetColumn> columns) {
        List<String> places = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = MySqlDialect.INSTANCE.quoted(columns.get(i).name());
            String variable = "@wadi_" + i;
            String expression = MySqlEncoders.expression(columns.get(i), variable);
            boolean direct = expression.equals(variable);
            places.add(direct ? name : variable);
            if (!direct) {
                sets.add(name + " = " + expression);
            }
        }
        return "load data local infile 'rows' into table " + table + " character set utf8mb4"
                + " fields terminated by 0x09 escaped by 0x5c lines terminated by 0x0a (" + String.join(", ", places)
                + ")" + (sets.isEmpty() ? "" : " set " + String.join(", ", sets));
    }

    @Override
    void write(VectorSchemaRoot batch) throws SQLException {
        FieldVector[] vectors = batch.getFieldVectors().toArray(FieldVector[]::new);
        text.clear();
        for (int row = 0; row < batch.getRowCount(); row++) {
            for (int i = 0; i < vectors.length; i++) {
                text.separator(i == 0);
                if (vectors[i].isNull(row)) {
                    text.nothing();
                } else {
                    encode(i, vectors[i], row, row, text);
                }
            }
            text.endOfRow();
        }
        load(batch.getRowCount());
    }

    private void load(int rows) throws SQLException {
        RuntimeProperty<Boolean> allowed = session()
                .connection()
                .unwrap(JdbcConnection.class)
                .getPropertySet()
                .getBooleanProperty(PropertyKey.allowLoadLocalInfile);
        try (Statement statement = session().running(session().connection().createStatement())) {
            JdbcStatement loading = statement.unwrap(JdbcStatement.class);
            send(
                    () -> {
                        try {
                            loading.setLocalInfileInputStream(text.stream());
                            allowed.setValue(true);
                            return loading.executeLargeUpdate(sql);
                        } finally {
                            allowed.setValue(false);
                            if (!statement.isClosed()) { // with the connection, and the driver's session is gone
                                loading.setLocalInfileInputStream(null);
                            }
                        }
                    },
                    statement,
                    rows);
        }
    }
}
