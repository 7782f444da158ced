package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.JdbcConnection;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.RunMarks;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Stage;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/** An open connection to PostgreSQL, which moves rows by binary COPY. Thread-safe. */
final class PostgresConnection extends JdbcConnection implements Tappable, Sinkable, StatementRunner {

    PostgresConnection(ConnectionContext context, JdbcDatabase database) {
        super(context, database);
    }

    @Override
    public BatchReader tap(TapStage stage) throws SQLException {
        return new PostgresTap(connId(), stage, this::discard).read(session());
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        return new PostgresSink(connId(), stage, this::discard).write(session(), rows);
    }

    @Override
    public Optional<BatchReader> statement(Stage stage) throws SQLException {
        return new PostgresStatement(connId(), stage).run(session());
    }

    @Override
    public Optional<RunMark> lastMark(SinkStage stage) throws SQLException {
        try (Connection connection = session()) {
            RunMarks marks = PostgresSink.marks(PostgresSink.table(connId(), stage), connection);
            RunMark own = stage.mark(); // for its names only
            return marks.read(connection, own.pipeline(), own.stage());
        } catch (PSQLException e) {
            throw PostgresFailure.writing(connId(), RunMarks.TABLE, e);
        }
    }

    @Override
    public boolean writesOnce() {
        return true;
    }
}
