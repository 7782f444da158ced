package dev.wadi.pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The runs of a pipeline that are too old to be kept. */
record OldRuns(Connection connection, String pipeline) {

    private record SavedMark(String stage, String run) {}

    /** Forgets all but the newest, and the marks of those that go; the newest mark of each stage stays. */
    int forget(int kept) throws SQLException {
        List<String> runs = StateSql.query(
                connection,
                "select run from wadi_run_history where pipeline = ? order by began desc, run desc",
                row -> row.getString(1),
                pipeline);
        if (runs.size() <= kept) {
            return 0;
        }
        for (String old : runs.subList(kept, runs.size())) {
            StateSql.execute(connection, "delete from wadi_run_history where pipeline = ? and run = ?", pipeline, old);
        }
        forgetMarks(new HashSet<>(runs.subList(0, kept)));
        return runs.size() - kept;
    }

    private void forgetMarks(Set<String> kept) throws SQLException {
        List<SavedMark> marks = StateSql.query(
                connection,
                "select stage, run from wadi_run_marks where pipeline = ? order by saved desc",
                row -> new SavedMark(row.getString(1), row.getString(2)),
                pipeline);
        Set<String> seen = new HashSet<>();
        for (SavedMark mark : marks) {
            boolean newest = seen.add(mark.stage());
            if (!newest && !kept.contains(mark.run())) {
                StateSql.execute(
                        connection,
                        "delete from wadi_run_marks where pipeline = ? and stage = ? and run = ?",
                        pipeline,
                        mark.stage(),
                        mark.run());
            }
        }
    }
}
