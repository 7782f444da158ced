package dev.wadi.connection;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.spi.ConnectionType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds what is wrong with connections, without connecting to anything. Thread-safe. */
public final class ConnectionChecks {

    private final ConnectionTypes types;
    private final DefinitionBinder binder;
    private final DefinitionBinder asWritten;
    private final ReadableSecrets readableSecrets;

    ConnectionChecks(
            ConnectionTypes types,
            DefinitionBinder binder,
            DefinitionBinder asWritten,
            ReadableSecrets readableSecrets) {
        this.types = types;
        this.binder = binder;
        this.asWritten = asWritten;
        this.readableSecrets = readableSecrets;
    }

    /** What is wrong with a definition, without connecting to anything. */
    public List<Problem> check(ConnectionDefinition definition) {
        return check(definition, binder);
    }

    /**
     * What is wrong with a connection that a stage describes in place.
     *
     * @param ability what the stage needs of it, such as {@code Tappable}
     * @param verb what it is needed for: {@code be read by a tap}
     */
    public List<Problem> check(ConnectionInPlace described, Class<?> ability, String verb) {
        List<Problem> found = check(described.definition(), asWritten).stream()
                .map(described::shown)
                .toList();
        if (!found.isEmpty()) {
            return found;
        }
        Problems problems = new Problems();
        described.checkAbility(types.plugins(), ability, verb, problems);
        return problems.sorted();
    }

    private List<Problem> check(ConnectionDefinition definition, DefinitionBinder by) {
        Problems problems = new Problems();
        Optional<ConnectionType<?>> type = types.find(definition.connType());
        if (type.isPresent()) {
            types.loader().call(() -> {
                by.check(type.get(), definition, problems);
                return problems;
            });
        } else if (!types.isOpaque(definition.connType())) {
            problems.add(types.unknown(definition));
        }
        return problems.sorted();
    }

    /**
     * What is wrong with files of connections, beyond what reading them says and without connecting to anything: all that
     * is written is checked, be it used or not, and files with secrets that more than their owner may read have a warning.
     */
    public List<Problem> check(ConnectionSet set) {
        return check(set, problem -> true);
    }

    /** As {@link #check(ConnectionSet)}, without the errors of what is used: opening it says them. */
    public List<Problem> checkBeforeOpening(ConnectionSet set) {
        return check(set, problem -> !problem.isError());
    }

    private List<Problem> check(ConnectionSet set, Predicate<Problem> ofUsed) {
        Problems problems = new Problems();
        for (ConnectionDefinition definition : set.definitions()) {
            check(definition).stream().filter(ofUsed).forEach(problems::add);
        }
        set.unused().forEach(definition -> problems.addAll(check(definition)));
        problems.addAll(readableSecrets.check(
                Stream.concat(set.definitions().stream(), set.unused().stream()).toList()));
        return problems.sorted();
    }
}
