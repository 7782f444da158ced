package dev.wadi.connection.custom;

import dev.wadi.batch.RowBatches;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.Tappable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A class of taps and sinks as an endpoint: what is sent to it is written, or its {@code query} is run, and what a route
 * takes from it is polled. It is for few rows; the stages {@code tap:} and {@code sink:} are for many.
 */
final class CustomEndpoint extends ScheduledPollEndpoint {

    private final String connId;
    private final OpenConnection open;
    private final Optional<String> locator;
    private final @Nullable String query;

    /** Endpoints are given their options through a component, so there is one. */
    private static final class Maker extends DefaultComponent {

        Maker(CamelContext context) {
            super(context);
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            throw new UnsupportedOperationException("conn: makes endpoints of custom connections");
        }
    }

    private CustomEndpoint(
            CamelContext context, String connId, OpenConnection open, String locator, @Nullable String query) {
        super("custom:" + connId + (locator.isEmpty() ? "" : "/" + locator), new Maker(context));
        this.connId = connId;
        this.open = open;
        this.locator = locator.isEmpty() ? Optional.empty() : Optional.of(EndpointSource.decoded(locator));
        this.query = query;
    }

    /**
     * Makes one.
     *
     * @param path the locator
     * @param options {@code query}, and those of a consumer that polls
     */
    static CustomEndpoint of(
            CamelContext context, String connId, String path, Map<String, Object> options, OpenConnection open) {
        Map<String, Object> rest = new LinkedHashMap<>(options);
        Object query = rest.remove("query");
        CustomEndpoint made = new CustomEndpoint(context, connId, open, path, query == null ? null : query.toString());
        made.configureProperties(rest);
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown options " + rest.keySet()
                            + ". A custom connection takes query, and delay, initialDelay and the like where a route begins with it");
        }
        return made;
    }

    String connId() {
        return connId;
    }

    /** The class as something that has an ability. */
    private <T> T able(Class<T> ability, String verb) {
        if (ability.isInstance(open)) {
            return ability.cast(open);
        }
        throw new IllegalArgumentException(open + " cannot " + verb + ": it has no " + ability.getSimpleName());
    }

    /** What the class delivers. */
    List<Map<String, @Nullable Object>> tap(String id) throws Exception {
        Tappable from = able(Tappable.class, "be read");
        try (EndpointRun run = new EndpointRun(connId, id);
                BatchReader rows = from.tap(run.call(Optional.ofNullable(query), locator))) {
            return all(rows);
        }
    }

    /** Has rows written; gives how many. */
    long sink(String id, Iterable<? extends Map<String, ?>> body) throws Exception {
        Sinkable into = able(Sinkable.class, "be written to");
        try (EndpointRun run = new EndpointRun(connId, id);
                BatchReader rows = RowBatches.of(run.allocator(), body)) {
            return into.sink(run.call(Optional.empty(), locator), rows);
        }
    }

    /** Runs a statement; gives its rows if it has any. */
    Optional<List<Map<String, @Nullable Object>>> statement(String id, String text) throws Exception {
        StatementRunner runner = able(StatementRunner.class, "run statements");
        try (EndpointRun run = new EndpointRun(connId, id)) {
            Optional<BatchReader> result = runner.statement(run.call(Optional.of(text), locator));
            if (result.isEmpty()) {
                return Optional.empty();
            }
            try (BatchReader rows = result.get()) {
                return Optional.of(all(rows));
            }
        }
    }

    private static List<Map<String, @Nullable Object>> all(BatchReader rows) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Rows.iterate(rows).forEachRemaining(all::add);
        return all;
    }

    @Nullable
    String query() {
        return query;
    }

    @Override
    public Producer createProducer() {
        return new CustomProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        able(Tappable.class, "be read");
        CustomConsumer consumer = new CustomConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isSingleton() {
        return false;
    }
}
