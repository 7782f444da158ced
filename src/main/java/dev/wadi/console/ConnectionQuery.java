package dev.wadi.console;

import dev.wadi.connection.ConnectionDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a list has, and in which order.
 *
 * @param pattern what its id must be like
 * @param connType what its type must be
 * @param state what its state must be
 */
record ConnectionQuery(
        int limit,
        int offset,
        Comparator<ServiceConnection> order,
        Optional<Like> pattern,
        Optional<String> prefix,
        Optional<String> connType,
        Optional<String> state,
        boolean withDetails) {

    private static final int LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private static final Map<String, Function<ServiceConnection, @Nullable Comparable<?>>> ORDERS = Map.of(
            "connection_id", ServiceConnection::connectionId,
            "conn_id", ServiceConnection::connectionId,
            "id", ServiceConnection::connectionId,
            "conn_type", ServiceConnection::connType,
            "description", ServiceConnection::description,
            "host", ServiceConnection::host,
            "port", connection -> connection.port() instanceof Integer number ? number : null,
            "team_name", connection -> null,
            "state",
                    connection ->
                            connection.wadi() == null ? null : connection.wadi().state());

    static final Parameter[] PARAMETERS = {
        Parameter.number("limit", LIMIT, "How many at most, up to " + MAX_LIMIT),
        Parameter.number("offset", 0, "How many of the first are left out"),
        Parameter.texts("order_by", "A field, with - before it for the other way round"),
        Parameter.text("connection_id_pattern", "What ids are like: % stands for any text, _ for any character"),
        Parameter.text("connection_id_prefix_pattern", "What ids begin with"),
        Parameter.text("conn_type", "The type they have"),
        Parameter.text("state", "The state they are in"),
        Parameter.text("include", "wadi, for what Airflow does not know")
    };

    static ConnectionQuery of(Asked asked) {
        return new ConnectionQuery(
                Math.min(asked.number("limit", LIMIT), MAX_LIMIT),
                asked.number("offset", 0),
                order(asked.queries("order_by")),
                asked.query("connection_id_pattern").map(Like::new),
                asked.query("connection_id_prefix_pattern"),
                asked.query("conn_type"),
                asked.query("state"),
                hasDetails(asked));
    }

    static boolean hasDetails(Asked asked) {
        return asked.queries("include").contains("wadi");
    }

    boolean admits(ConnectionDefinition definition, String itsState) {
        return admits(definition.connId(), definition.connType(), itsState);
    }

    boolean admits(String connId, String itsType, String itsState) {
        return pattern.map(like -> like.matches(connId)).orElse(true)
                && prefix.map(connId::startsWith).orElse(true)
                && connType.map(itsType::equals).orElse(true)
                && state.map(itsState::equals).orElse(true);
    }

    private static Comparator<ServiceConnection> order(List<String> names) {
        Comparator<ServiceConnection> order = order("connection_id");
        for (int i = names.size() - 1; i >= 0; i--) {
            order = order(names.get(i)).thenComparing(order);
        }
        return order.thenComparing(ServiceConnection::connectionId);
    }

    private static Comparator<ServiceConnection> order(String name) {
        boolean down = name.startsWith("-");
        @Nullable
        Function<ServiceConnection, @Nullable Comparable<?>> field = ORDERS.get(down ? name.substring(1) : name);
        if (field == null) {
            throw RefusedException.invalid(
                    "value_error",
                    List.of("query", "order_by"),
                    "Ordering by this is not possible. Use one of "
                            + String.join(
                                    ", ", ORDERS.keySet().stream().sorted().toList()));
        }
        Comparator<ServiceConnection> up = (a, b) -> compare(field.apply(a), field.apply(b));
        return down ? up.reversed() : up;
    }

    /** What is absent comes first; texts without regard to case. */
    private static int compare(@Nullable Comparable<?> a, @Nullable Comparable<?> b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        return a instanceof Integer x && b instanceof Integer y
                ? Integer.compare(x, y)
                : String.valueOf(a)
                        .toLowerCase(Locale.ROOT)
                        .compareTo(String.valueOf(b).toLowerCase(Locale.ROOT));
    }
}
