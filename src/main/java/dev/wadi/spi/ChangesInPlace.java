package dev.wadi.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open connection that can take over some changed settings as it is: what is open in it stays open, and no new version
 * is opened or tested.
 */
public interface ChangesInPlace {

    /**
     * Takes over settings that have changed, all of them or none. Called by one thread at a time, while others use the
     * connection.
     *
     * @param changed the components of the settings record that differ, by name, with their new values
     * @return whether it has; otherwise a new version is opened
     */
    boolean takeOver(Map<String, @Nullable Object> changed);
}
