package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The connections of {@code AIRFLOW_CONN_*} variables. A variable defines every {@code conn_id} that is so in capitals. */
final class EnvironmentConnections {

    static final String PREFIX = "AIRFLOW_CONN_";

    private static final Pattern OF_TEAM = Pattern.compile("_[A-Z0-9-]{3,50}___.+", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, ConnectionDefinition> definitions = new TreeMap<>();

    private EnvironmentConnections() {}

    static EnvironmentConnections read(Map<String, String> environment, Problems problems) {
        EnvironmentConnections connections = new EnvironmentConnections();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (name.startsWith(PREFIX)) {
                connections.add(name, variable.getValue().strip(), problems);
            }
        }
        return connections;
    }

    private void add(String variable, String value, Problems problems) {
        Place place = Place.of(variable);
        String upper = variable.substring(PREFIX.length());
        if (OF_TEAM.matcher(upper).matches()) {
            problems.warning(place, "", "is for a team of Airflow, and there are no teams here", "Name it without one");
            return;
        }
        String connId = upper.toLowerCase(Locale.ROOT);
        values.put(connId.toUpperCase(Locale.ROOT), value);
        ConnectionId.problem(connId)
                .ifPresentOrElse(
                        wrong -> problems.error(
                                place, "", "the conn_id after " + PREFIX + " " + wrong, "Rename the variable"),
                        () -> new DefinitionReader(connId, place, problems)
                                .text(value, place)
                                .ifPresent(definition -> definitions.put(connId, definition)));
    }

    /** Whether a variable stands for this {@code conn_id}, be it right or wrong. */
    boolean defines(String connId) {
        return values.containsKey(connId.toUpperCase(Locale.ROOT));
    }

    /** All of them, and again for the ids that files spell otherwise. */
    Collection<ConnectionDefinition> definitions(Set<String> spellings) {
        List<ConnectionDefinition> all = new ArrayList<>(definitions.values());
        for (String connId : new TreeSet<>(spellings)) {
            ConnectionDefinition definition = definitions.get(connId.toLowerCase(Locale.ROOT));
            if (definition != null && !definition.connId().equals(connId)) {
                all.add(definition.withConnId(connId));
            }
        }
        return all;
    }
}
