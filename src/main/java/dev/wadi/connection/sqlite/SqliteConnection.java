package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.JdbcConnection;
import dev.wadi.connection.jdbc.JdbcDatabase;
import dev.wadi.connection.jdbc.SqlScript;
import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.SqlSink;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.LocalFiles;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Stage;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** An open SQLite database. */
final class SqliteConnection extends JdbcConnection implements Tappable, Sinkable, StatementRunner, LocalFiles {

    private final Optional<Path> folder;

    /** @param file which is written; empty when none is */
    SqliteConnection(ConnectionContext context, JdbcDatabase database, Optional<Path> file) {
        super(context, database);
        this.folder = file.map(path -> path.toAbsolutePath().getParent());
    }

    @Override
    public Optional<Path> writesTo() {
        return folder;
    }

    @Override
    public BatchReader tap(TapStage stage) throws SQLException {
        SqlSession session = new SqlSession(session(), stage.run());
        return new SqliteTap(connId(), session, stage.run().allocator()).read(stage);
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
        return new SqlSink(connId(), stage, new SqliteTableWriter(session));
    }

    @Override
    public boolean writesOnce() {
        return true;
    }

    @Override
    public Optional<BatchReader> statement(Stage stage) throws SQLException {
        SqlSession session = new SqlSession(session(), stage.run());
        try {
            return new SqliteStatement(connId(), session, stage.run().allocator())
                    .run(SqlScript.split(stage.query().orElse(""), false));
        } catch (SQLException e) {
            session.close();
            throw new ConnectionException(connId(), "the statement failed: " + SqliteFailure.reason(e), e);
        } catch (IllegalArgumentException e) {
            session.close();
            throw new ConnectionException(connId(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
