package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TableName;
import dev.wadi.spi.Stage;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;

/**
 * Tables that a run left behind because it was killed. Their names say the pipeline and stage that they are of, and a lock of
 * the server, which goes with the session that made them, says whether that run still goes on.
 */
final class Leftovers {

    /** What the name of a table that is being filled begins with. */
    static final String NEW = "wadi_new_";

    /** What the name of a table that was replaced begins with. */
    static final String OLD = "wadi_old_";

    private static final String FIND =
            """
            select table_name from information_schema.tables
            where table_schema = coalesce(?, database()) and table_name regexp ?""";

    private final SqlSession session;
    private final String mark;
    private final Logger log;

    Leftovers(SqlSession session, Stage stage) {
        this.session = session;
        this.mark = mark(stage.run().pipeline(), stage.name());
        this.log = stage.run().log();
    }

    /** What all names of a stage's tables have; the pipeline's own name may be long and of any letters. */
    private static String mark(String pipeline, String stage) {
        byte[] names = (pipeline + "\n" + stage).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(names).toString().replace("-", "").substring(0, 16);
    }

    String mark() {
        return mark;
    }

    /** The lock that is held while a run has tables whose names end so. */
    static String lock(String suffix) {
        return "wadi_" + suffix;
    }

    /** Drops those beside a table. */
    void drop(TableName table) throws SQLException {
        for (String left : find(table)) {
            String suffix = left.substring(NEW.length());
            if (session.any("select 1 from (select is_free_lock('" + lock(suffix) + "') as f) as s where f = 1")) {
                session.execute("drop table if exists " + table.sibling(left).sql(MySqlDialect.INSTANCE));
                log.info("dropped table '{}', which a run left behind that was killed", left);
            }
        }
    }

    private List<String> find(TableName table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = session.running(session.connection().prepareStatement(FIND))) {
            statement.setString(1, MySqlDialect.schema(table));
            statement.setString(2, "^wadi_(new|old)_" + mark + "_[0-9a-f]{8}$");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }
}
