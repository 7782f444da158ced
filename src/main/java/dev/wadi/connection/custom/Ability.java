package dev.wadi.connection.custom;

import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.Tappable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a class may be able to do. */
enum Ability {
    TAP(Tappable.class),
    SINK(Sinkable.class),
    STATEMENT(StatementRunner.class),
    SCHEMA(SchemaSource.class);

    private final Class<?> type;

    Ability(Class<?> type) {
        this.type = type;
    }

    Class<?> type() {
        return type;
    }

    /** Those of a class. */
    static List<Ability> of(Class<?> made) {
        return Arrays.stream(values())
                .filter(ability -> ability.type.isAssignableFrom(made))
                .toList();
    }

    /** The interfaces that make an ability, for errors. */
    static String interfaces() {
        return Arrays.stream(values())
                .map(ability -> ability.type.getSimpleName())
                .collect(Collectors.joining(", "));
    }
}
