package dev.wadi.pipeline;

import dev.wadi.batch.Bookmarks;
import dev.wadi.connection.Connections;
import dev.wadi.spi.RunMark;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The memory of runs: their history, the marks that sinks cannot keep themselves, and the lock of each pipeline. Nothing is
 * opened or made before it is first needed. Thread-safe.
 */
public final class RunStore implements AutoCloseable {

    /** How many runs of a pipeline are kept. */
    static final int KEPT = 100;

    private static final String COLUMNS = "pipeline, run, caused_by, parameters, state, began, ended, stages, error";
    private static final String SELECT = "select " + COLUMNS + " from wadi_run_history where pipeline = ?";
    private static final String NEWEST_FIRST = " order by began desc, run desc";
    private static final String MARK =
            "select run, round, bookmarks from wadi_run_marks where pipeline = ? and stage = ?";

    private final StateDatabase database;
    private boolean prepared;

    private RunStore(StateDatabase database) {
        this.database = database;
    }

    /** In a folder of this machine, which is made when it is first needed. */
    public static RunStore inFolder(Path folder) {
        return new RunStore(new StateFolder(folder));
    }

    /** In the database of a connection. */
    public static RunStore inDatabase(String connId, Connections connections) {
        return new RunStore(new StateServer(connId, connections));
    }

    /** Locks a pipeline; nothing when it is locked. */
    Optional<RunLock> tryLock(String pipeline) {
        try {
            return database.tryLock(pipeline);
        } catch (SQLException | IOException e) {
            throw new RunStoreException(database.name(), e);
        }
    }

    /**
     * Records that a run begins, for the first time or again, and forgets the oldest ones.
     *
     * @param fingerprint by which runs of the same parameters are told from others
     */
    void begin(RunReport run, String fingerprint) {
        use(connection -> {
            if (update(connection, run) == 0) {
                insert(connection, run, fingerprint);
            }
            return new OldRuns(connection, run.pipeline()).forget(KEPT);
        });
    }

    /** Records how a run is. */
    void save(RunReport run) {
        use(connection -> update(connection, run));
    }

    private static int update(Connection connection, RunReport run) throws SQLException {
        String sql = "update wadi_run_history set state = ?, ended = ?, stages = ?, error = ?"
                + " where pipeline = ? and run = ?";
        Instant ended = run.ended();
        return StateSql.execute(
                connection,
                sql,
                run.state().name(),
                ended == null ? null : ended.toEpochMilli(),
                RecordedRun.stages(run),
                run.error(),
                run.pipeline(),
                run.id());
    }

    private static void insert(Connection connection, RunReport run, String fingerprint) throws SQLException {
        StateSql.execute(
                connection,
                "insert into wadi_run_history (" + COLUMNS + ", fingerprint) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                run.pipeline(),
                run.id(),
                run.trigger(),
                RecordedRun.parameters(run),
                run.state().name(),
                run.began().toEpochMilli(),
                null,
                RecordedRun.stages(run),
                run.error(),
                fingerprint);
    }

    /** The newest run of a pipeline. */
    Optional<RunReport> newest(String pipeline) {
        return runs(pipeline, 1, 0).stream().findFirst();
    }

    /** The newest run of a pipeline with the same parameters. */
    Optional<RunReport> newest(String pipeline, String fingerprint) {
        return reports(SELECT + " and fingerprint = ?" + NEWEST_FIRST + " limit 1", pipeline, fingerprint).stream()
                .findFirst();
    }

    /** The runs of a pipeline, the newest first. */
    List<RunReport> runs(String pipeline, int limit, int offset) {
        return reports(SELECT + NEWEST_FIRST + " limit " + limit + " offset " + offset, pipeline);
    }

    Optional<RunReport> find(String pipeline, String run) {
        return reports(SELECT + " and run = ?", pipeline, run).stream().findFirst();
    }

    /** How many runs of a pipeline are remembered. */
    int count(String pipeline) {
        String sql = "select count(*) from wadi_run_history where pipeline = ?";
        return use(connection -> StateSql.query(connection, sql, row -> row.getInt(1), pipeline))
                .get(0);
    }

    private List<RunReport> reports(String sql, @Nullable Object... values) {
        return use(connection -> StateSql.query(connection, sql, RecordedRun::report, values));
    }

    /** The mark that was saved last for a stage. */
    Optional<RunMark> mark(String pipeline, String stage) {
        return marks(MARK + " order by saved desc limit 1", pipeline, stage);
    }

    /** The mark of a run that was saved for a stage. */
    Optional<RunMark> mark(String pipeline, String stage, String run) {
        return marks(MARK + " and run = ?", pipeline, stage, run);
    }

    private Optional<RunMark> marks(String sql, String pipeline, String stage, Object... further) {
        List<Object> values = new ArrayList<>(List.of(pipeline, stage));
        values.addAll(List.of(further));
        return use(connection -> StateSql.query(
                        connection,
                        sql,
                        row -> new RunMark(
                                pipeline, stage, row.getString(1), row.getLong(2), Bookmarks.read(row.getString(3))),
                        values.toArray()))
                .stream()
                .findFirst();
    }

    /** Keeps the mark of a sink that keeps none, or whose own is about to be overwritten. */
    void save(RunMark mark) {
        String update = "update wadi_run_marks set round = ?, bookmarks = ?, saved = ?"
                + " where pipeline = ? and stage = ? and run = ?";
        String insert = "insert into wadi_run_marks (round, bookmarks, saved, pipeline, stage, run)"
                + " values (?, ?, ?, ?, ?, ?)";
        Object[] values = {
            mark.round(),
            Bookmarks.write(mark.bookmarks()),
            System.currentTimeMillis(),
            mark.pipeline(),
            mark.stage(),
            mark.run()
        };
        use(connection ->
                StateSql.execute(connection, update, values) == 0 ? StateSql.execute(connection, insert, values) : 1);
    }

    private <T> T use(StateDatabase.Work<T> work) {
        try {
            prepare();
            return database.use(work);
        } catch (SQLException | IOException e) {
            throw new RunStoreException(database.name(), e);
        }
    }

    private synchronized void prepare() throws SQLException, IOException {
        if (!prepared) {
            database.use(connection -> new StateTables(connection, database.textType()).create());
            prepared = true;
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
