package dev.wadi.console;

import dev.wadi.connection.ConnectionDefinition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a list has, and in which order.
 *
 * @param patterns what its id must be like, one of them; empty for any
 * @param connType what its type must be
 * @param state what its state must be
 */
record ConnectionQuery(
        int limit,
        int offset,
        Comparator<ServiceConnection> order,
        List<Like> patterns,
        Optional<String> prefix,
        Optional<String> connType,
        Optional<String> state,
        boolean withDetails) {

    private static final int LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;
    private static final int MAX_PATTERNS = 20;
    private static final int MAX_ORDERS = 10;

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
        Parameter.text(
                "connection_id_pattern",
                "What is somewhere in the ids: % stands for any text, _ for any character, | for or"),
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
                patterns(asked.query("connection_id_pattern").orElse("")),
                asked.query("connection_id_prefix_pattern"),
                asked.query("conn_type"),
                asked.query("state"),
                hasDetails(asked));
    }

    static boolean hasDetails(Asked asked) {
        return asked.queries("include").contains("wadi");
    }

    /** As Airflow reads them: each is wanted somewhere in the id. */
    private static List<Like> patterns(String text) {
        return Arrays.stream(text.split("\\|", MAX_PATTERNS))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty() && !pattern.equals("~"))
                .map(pattern -> new Like("%" + pattern + "%"))
                .toList();
    }

    boolean admits(ConnectionDefinition definition, String itsState) {
        return admits(definition.connId(), definition.connType(), itsState);
    }

    boolean admits(String connId, String itsType, String itsState) {
        return (patterns.isEmpty() || patterns.stream().anyMatch(like -> like.matches(connId)))
                && prefix.map(connId::startsWith).orElse(true)
                && connType.map(itsType::equals).orElse(true)
                && state.map(itsState::equals).orElse(true);
    }

    private static Comparator<ServiceConnection> order(List<String> names) {
        if (names.size() > MAX_ORDERS) {
            throw new RefusedException(400, "Ordering by more than " + MAX_ORDERS + " fields is not possible");
        }
        return Stream.concat(names.stream(), Stream.of("connection_id"))
                .map(ConnectionQuery::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow()
                .thenComparing(ServiceConnection::connectionId);
    }

    /** What is absent comes last, whichever way. */
    private static Comparator<ServiceConnection> order(String name) {
        boolean down = name.startsWith("-");
        @Nullable
        Function<ServiceConnection, @Nullable Comparable<?>> field = ORDERS.get(down ? name.substring(1) : name);
        if (field == null) {
            throw new RefusedException(
                    400,
                    "Ordering by this is not possible. Use one of "
                            + String.join(
                                    ", ", ORDERS.keySet().stream().sorted().toList()));
        }
        Comparator<Comparable<?>> up = ConnectionQuery::compare;
        return Comparator.comparing(field, Comparator.nullsLast(down ? up.reversed() : up));
    }

    /** Texts without regard to case. */
    private static int compare(Comparable<?> a, Comparable<?> b) {
        return a instanceof Integer x && b instanceof Integer y
                ? Integer.compare(x, y)
                : String.CASE_INSENSITIVE_ORDER.compare(String.valueOf(a), String.valueOf(b));
    }
}
