package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.JdbcConnection;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.SessionStop;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.SqlSink;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.ServerClock;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Stage;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An open connection to PostgreSQL, which moves rows by binary COPY. Thread-safe. */
final class PostgresConnection extends JdbcConnection implements Tappable, Sinkable, StatementRunner, ServerClock {

    private final SessionStop stop = new CopyStop(this::discard);

    PostgresConnection(ConnectionContext context, JdbcDatabase database) {
        super(context, database);
    }

    private SqlSession session(Stage stage) throws SQLException {
        return new SqlSession(session(), stage.run(), stop);
    }

    @Override
    public BatchReader tap(TapStage stage) throws SQLException {
        return new PostgresTap(connId(), stage).read(session(stage));
    }

    @Override
    public Optional<Instant> serverTime(Duration timeout) {
        return serverTime("select extract(epoch from clock_timestamp())", timeout);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        try (SqlSession session = session(stage)) {
            return sink(stage, session).write(rows);
        }
    }

    @Override
    public Optional<BatchReader> statement(Stage stage) throws SQLException {
        return new PostgresStatement(connId(), stage).run(session());
    }

    @Override
    public Optional<RunMark> lastMark(SinkStage stage) throws SQLException {
        try (SqlSession session = session(stage)) {
            return sink(stage, session).lastMark();
        }
    }

    private SqlSink sink(SinkStage stage, SqlSession session) {
        return new SqlSink(connId(), stage, new PostgresTableWriter(session));
    }

    @Override
    public boolean writesOnce() {
        return true;
    }
}
