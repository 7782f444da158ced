package dev.wadi.connection.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database as a connection type describes it.
 *
 * @param source where connections come from
 * @param where what is connected to, for messages: {@code db.example.com:5432}, or a file
 * @param poolSize how many connections at most when the settings do not say
 * @param pool the pool's settings, or none for the defaults
 * @param testQuery the least that proves that the database works
 * @param setUp statements that are run on each new connection
 */
public record JdbcDatabase(
        JdbcSource source,
        String where,
        int poolSize,
        @Nullable PoolSettings pool,
        String testQuery,
        List<String> setUp) {

    /** How many connections a pool holds at most when nobody says. */
    public static final int USUAL_POOL_SIZE = 10;

    public JdbcDatabase {
        setUp = List.copyOf(setUp);
    }

    /** A database server with a pool of the usual size. */
    public JdbcDatabase(JdbcSource source, String where, @Nullable PoolSettings pool) {
        this(source, where, USUAL_POOL_SIZE, pool, "select 1", List.of());
    }
}
