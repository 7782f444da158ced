package dev.wadi.connection.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TargetColumn;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Sends rows by inserts of many rows each, where the server takes no {@code LOAD DATA LOCAL}. */
final class InsertWriter extends MySqlWriter {

    private static final int MAX_ROWS = 500;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_BYTES = 1 << 20;

    private final String insert;
    private final String row;
    private final int rows;
    private final LoadText text = new LoadText(false);
    private final List<@Nullable String> values = new ArrayList<>();

    InsertWriter(SqlSession session, String table, List<TargetColumn> columns, List<MySqlEncoders.Encoder> encoders) {
        super(session, columns, encoders);
        this.insert = columns.stream()
                .map(column -> MySqlDialect.INSTANCE.quoted(column.name()))
                .collect(Collectors.joining(", ", "insert into " + table + " (", ") values "));
        this.row = columns.stream()
                .map(column -> MySqlEncoders.expression(column, "?"))
                .collect(Collectors.joining(", ", "(", ")"));
        this.rows = Math.max(1, Math.min(MAX_ROWS, MAX_VALUES / Math.max(1, columns.size())));
    }

    @Override
    void write(VectorSchemaRoot batch) throws SQLException {
        FieldVector[] vectors = batch.getFieldVectors().toArray(FieldVector[]::new);
        values.clear();
        int waiting = 0;
        int bytes = 0;
        for (int r = 0; r < batch.getRowCount(); r++) {
            for (int i = 0; i < vectors.length; i++) {
                text.clear();
                if (!vectors[i].isNull(r)) {
                    encode(i, vectors[i], r, waiting, text);
                    bytes += text.length();
                }
                values.add(vectors[i].isNull(r) ? null : text.toString());
            }
            if (++waiting == rows || bytes >= MAX_BYTES) {
                insert(waiting);
                waiting = 0;
                bytes = 0;
            }
        }
        insert(waiting);
    }

    private void insert(int waiting) throws SQLException {
        if (waiting == 0) {
            return;
        }
        String sql = insert + String.join(", ", Collections.nCopies(waiting, row));
        JdbcConnection driver = session().connection().unwrap(JdbcConnection.class);
        try (PreparedStatement statement = session().running(driver.clientPrepareStatement(sql))) {
            for (int i = 0; i < values.size(); i++) {
                statement.setString(i + 1, values.get(i));
            }
            send(statement::executeLargeUpdate, statement, waiting);
        }
        values.clear();
    }
}
