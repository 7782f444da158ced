package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.JdbcConnection;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.SqlScript;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.SqlSink;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
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
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An open MySQL or MariaDB. */
final class MySqlConnection extends JdbcConnection implements Tappable, Sinkable, StatementRunner, ServerClock {

    private final @Nullable ZoneId zone;

    /**
     * @param zone the zone that the connection's settings say
     */
    MySqlConnection(ConnectionContext context, JdbcDatabase database, @Nullable ZoneId zone) {
        super(context, database);
        this.zone = zone;
    }

    @Override
    public BatchReader tap(TapStage stage) throws SQLException {
        SqlSession session = new SqlSession(session(), stage.run());
        return new MySqlTap(connId(), session, stage.run().allocator()).read(stage);
    }

    @Override
    public Optional<Instant> serverTime(Duration timeout) {
        return serverTime("select unix_timestamp(now(3))", timeout);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        try (SqlSession session = new SqlSession(session(), stage.run())) {
            return sink(stage, session).write(rows);
        }
    }

    @Override
    public Optional<RunMark> lastMark(SinkStage stage) throws SQLException {
        try (SqlSession session = new SqlSession(session(), stage.run())) {
            return sink(stage, session).lastMark();
        }
    }

    private SqlSink sink(SinkStage stage, SqlSession session) {
        return new SqlSink(connId(), stage, new MySqlTableWriter(session, stage, zone));
    }

    @Override
    public boolean writesOnce() {
        return true;
    }

    @Override
    public Optional<BatchReader> statement(Stage stage) throws SQLException {
        SqlSession session = new SqlSession(session(), stage.run());
        try {
            return new MySqlStatement(connId(), session, stage.run().allocator())
                    .run(SqlScript.split(stage.query().orElse(""), true));
        } catch (SQLException e) {
            session.close();
            throw new ConnectionException(connId(), "the statement failed: " + MySqlFailure.reason(e), e);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
