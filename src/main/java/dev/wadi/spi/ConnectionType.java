package dev.wadi.spi;

import java.util.List;
import java.util.Set;

/**
 * A kind of connection, such as {@code postgres}: what its files may say and how one is opened.
 *
 * <p>Types are found by {@link java.util.ServiceLoader}, made once by their public no-argument constructor, and are
 * called from several threads: they hold no state.
 *
 * @param <S> the settings record, which is the form in the console, the JSON Schema, the reference page, the list of
 *     what {@code extra} may hold, and the check. Each component carries {@link Setting}.
 */
public interface ConnectionType<S extends Record> {

    /** The {@code conn_type} in files: lower case, words joined by {@code _}. */
    String name();

    /** Other values of {@code conn_type} that mean this type, such as {@code postgresql}. */
    default Set<String> aliases() {
        return Set.of();
    }

    /** The name that people see, such as {@code PostgreSQL}. */
    String title();

    /** The settings record. */
    Class<S> settings();

    /**
     * What connections of this type offer in Camel's registry under their {@code conn_id}; the first is given to who
     * asks by name alone.
     */
    default List<ConnectionBean<?>> beans() {
        return List.of();
    }

    /**
     * Reports what is wrong with settings that each are good but do not go together, and what deserves a warning.
     * Called when a file is checked and again before it is opened. Connects to nothing and reads no file.
     */
    default void check(S settings, SettingProblems problems) {}

    /**
     * Whether a connection with the one settings cannot be open while one with the other is, as with an embedded database
     * whose file is opened with other options. Such a change has the version in use drain and close before the next one
     * is opened; work that comes meanwhile waits. Called when both are good; opens nothing.
     *
     * @param inUse what is open
     * @param next what it changes to
     */
    default boolean excludes(S inUse, S next) {
        return false;
    }

    /**
     * Opens a connection: makes the pool or client, without waiting for the server. It succeeds while the server is
     * down, so that one missing server takes nothing else down; {@link OpenConnection#test} is where servers are tried.
     *
     * @throws ConnectionException when something the settings name cannot be used: a certificate file that is missing
     *     or no certificate, a component that is not on the class path
     */
    OpenConnection open(S settings, ConnectionContext context);
}
