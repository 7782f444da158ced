package dev.wadi.pipeline;

import dev.wadi.batch.DuckDb;
import dev.wadi.batch.DuckTypes;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a run left, by name. A tap is streamed to whoever reads it, and stored in DuckDB only when it is read more
 * than once. Used on the run's thread.
 */
final class Relations implements AutoCloseable {

    /** Where the run's DuckDB comes from; it starts when the first stage needs it. */
    @FunctionalInterface
    interface Database {
        RunDatabase get() throws SQLException;
    }

    /** How a query that makes rows begins. */
    private static final Pattern MAKES_ROWS = Pattern.compile(
            "(?is)(\\s|--[^\\n]*\\n|/\\*.*?\\*/|\\()*(select|with|from|values|pivot|unpivot|table|describe|summarize)\\b");

    /** What DuckDB's driver says instead of the reason. */
    private static final String NO_REASON = "Invalid result set";

    private final Database database;
    private final BufferAllocator allocator;
    private final Map<String, Relation> relations = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Relations(Database database, BufferAllocator allocator) {
        this.database = database;
        this.allocator = allocator;
    }

    boolean has(String name) {
        return relations.containsKey(name);
    }

    Set<String> names() {
        return relations.keySet();
    }

    /** The columns of a stage, which is not read for it. */
    List<ShownStage.Column> columns(String name) throws SQLException {
        return relations.get(name) instanceof Relation.Streamed streamed
                ? streamed.reader().schema().getFields().stream()
                        .map(field -> new ShownStage.Column(field.getName(), DuckTypes.name(field)))
                        .toList()
                : database.get().columns(name);
    }

    /** How many rows a stored stage has. */
    long count(String name) throws SQLException {
        return database.get().count(name);
    }

    /** The first rows of a stored stage. The caller closes the reader. */
    BatchReader first(String name, long most) throws SQLException {
        return database.get().first(name, most, allocator);
    }

    /**
     * Puts what a tap delivers under its name; what was there before goes.
     *
     * @param again reads the tap a second time, to learn why a query failed, if that changes nothing
     */
    void stream(String name, BatchReader reader, Relation.Again again) throws SQLException {
        drop(name);
        relations.put(name, new Relation.Streamed(reader, again));
    }

    /** Makes a view. */
    void view(String name, String query) throws SQLException {
        Set<String> reads = NamedStages.in(query, relations.keySet());
        reads.remove(name);
        bind(reads);
        if (relations.get(name) instanceof Relation.Stored) {
            drop(name);
        }
        database.get().execute("create or replace temp view " + DuckDb.quoted(name) + " as " + query);
        relations.put(name, new Relation.View(reads));
    }

    /** Notes that the pipeline's own SQL made a table or view of this name. */
    void made(String name) {
        relations.put(name, new Relation.Stored());
    }

    /** Makes all that a query may name visible in DuckDB. */
    void bind(Set<String> names) throws SQLException {
        for (String name : names) {
            if (relations.get(name) instanceof Relation.Streamed streamed && streamed.registered() == null) {
                if (streamed.isRead()) {
                    throw wasRead(name);
                }
                streamed.register(database.get().connection(), name, allocator);
            }
        }
    }

    /** The rows of a stage. A tap that nobody stored is read here, once. The caller closes the reader. */
    BatchReader read(String name) throws SQLException {
        Relation relation = relations.get(name);
        if (relation instanceof Relation.Streamed streamed) {
            if (streamed.isRead()) {
                throw wasRead(name);
            }
            streamed.markRead();
            return streamed.reader();
        }
        if (relation instanceof Relation.View) {
            prepareToRead(name);
        }
        try {
            BatchReader rows = database.get().read(name, allocator);
            streamsOf(name).values().forEach(Relation.Streamed::forget);
            return rows;
        } catch (SQLException e) {
            boolean isLost = String.valueOf(e.getMessage()).contains(NO_REASON)
                    && failure() == null
                    && !database.get().isCancelled();
            throw isLost ? reason(name, e) : e;
        }
    }

    /**
     * Why a query failed. DuckDB's driver loses the reason when a result that streams fails before its first rows, but not that
     * of a plan that is only timed, so the query is run once more: on the rows that it took last, which failed. Where that
     * does not, as of a sum of all rows, taps that change nothing are read again.
     */
    private SQLException reason(String name, SQLException lost) {
        Map<String, Relation.Streamed> streams = streamsOf(name);
        try {
            for (Map.Entry<String, Relation.Streamed> stream : streams.entrySet()) {
                stream.getValue().keptOnly(database.get().connection(), stream.getKey(), allocator);
            }
            return again(name)
                    .or(() -> afresh(name, streams))
                    .orElseGet(() -> new SQLException(
                            "the query failed, and DuckDB does not say why. Try it on fewer rows", lost));
        } catch (SQLException e) {
            return e;
        }
    }

    private Optional<SQLException> again(String name) throws SQLException {
        RunDatabase duckdb = database.get();
        try {
            duckdb.execute("explain analyze from " + DuckDb.quoted(name));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    /** Reads the taps from the beginning, if all of them can be. */
    private Optional<SQLException> afresh(String name, Map<String, Relation.Streamed> streams) {
        try {
            for (Map.Entry<String, Relation.Streamed> stream : streams.entrySet()) {
                Optional<BatchReader> rows = stream.getValue().again();
                if (rows.isEmpty()) {
                    return Optional.empty();
                }
                stream.getValue().replaced(database.get().connection(), stream.getKey(), rows.get(), allocator);
            }
            return again(name);
        } catch (SQLException e) {
            return Optional.of(e);
        } catch (Exception e) { // what a tap throws
            return Optional.of(new SQLException(e.getMessage(), e));
        }
    }

    /**
     * The rows of a sink's own query: of the query itself, or of the view or table of the sink's name that it makes, as
     * AnkaFlow's do.
     */
    BatchReader query(String name, String query) throws SQLException {
        if (MAKES_ROWS.matcher(query).lookingAt()) {
            view(name, query);
        } else if (!statements(name, query)) {
            throw new SQLException("its query makes no rows and no view or table '" + name + "'. Write a SELECT");
        }
        return read(name);
    }

    /**
     * Runs statements as they are.
     *
     * @return whether there is a relation of the stage's name afterwards
     */
    boolean statements(String name, String sql) throws SQLException {
        for (String read : NamedStages.in(sql, relations.keySet())) {
            if (relations.get(read) instanceof Relation.Streamed) {
                store(read);
            }
        }
        database.get().execute(sql);
        boolean made = database.get().has(name);
        if (made) {
            relations.put(name, new Relation.Stored());
        }
        return made;
    }

    /** Stores a stage as a table, so that it can be read any number of times. */
    void store(String name) throws SQLException {
        Relation relation = relations.get(name);
        if (relation instanceof Relation.Stored) {
            return;
        }
        if (relation instanceof Relation.View) {
            prepareToRead(name);
        } else {
            bind(Set.of(name));
        }
        String stored = DuckDb.quoted(name + " stored");
        database.get().execute("create or replace temp table " + stored + " as from " + DuckDb.quoted(name));
        drop(name);
        database.get().execute("create or replace temp view " + DuckDb.quoted(name) + " as from " + stored);
        relations.put(name, new Relation.Stored());
    }

    /** Stores the taps that the view reads more than once, and marks the others as read. */
    private void prepareToRead(String name) throws SQLException {
        Map<String, Relation.Streamed> streams = streamsOf(name);
        for (Map.Entry<String, Relation.Streamed> stream : streams.entrySet()) {
            if (stream.getValue().isRead()) {
                throw wasRead(stream.getKey());
            }
        }
        if (database.get().streamScans(name) > streams.size()) {
            for (String stream : streams.keySet()) {
                store(stream);
            }
            return;
        }
        streams.values().forEach(Relation.Streamed::markRead);
    }

    private Map<String, Relation.Streamed> streamsOf(String name) {
        Map<String, Relation.Streamed> found = new LinkedHashMap<>();
        Relation relation = relations.get(name);
        if (relation instanceof Relation.Streamed streamed) {
            found.put(name, streamed);
        } else if (relation instanceof Relation.View view) {
            view.reads().forEach(read -> found.putAll(streamsOf(read)));
        }
        return found;
    }

    private static SQLException wasRead(String name) {
        return new SQLException("'" + name + "' streams and was read already. Add store: true to it");
    }

    /** Why reading a view's streams failed, in the source's own words. */
    @Nullable
    Throwable failure() {
        return relations.values().stream()
                .filter(Relation.Streamed.class::isInstance)
                .map(relation -> ((Relation.Streamed) relation).registered())
                .filter(java.util.Objects::nonNull)
                .map(registered -> registered.failure())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Forgets a stage and gives back what it holds. */
    void drop(String name) throws SQLException {
        Relation before = relations.remove(name);
        if (before instanceof Relation.Streamed streamed) {
            streamed.close();
        } else if (before != null) {
            database.get().execute("drop view if exists " + DuckDb.quoted(name));
        }
    }

    @Override
    public void close() throws SQLException {
        SQLException failed = null;
        for (Relation relation : relations.values()) {
            if (relation instanceof Relation.Streamed streamed) {
                try {
                    streamed.close();
                } catch (SQLException e) {
                    failed = e;
                }
            }
        }
        relations.clear();
        if (failed != null) {
            throw failed;
        }
    }
}
