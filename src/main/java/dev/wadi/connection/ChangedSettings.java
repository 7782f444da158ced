package dev.wadi.connection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two settings records of one type. */
final class ChangedSettings {

    private ChangedSettings() {}

    /** The components that differ, by name, with their values in {@code after}. */
    static Map<String, @Nullable Object> between(Record before, Record after) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            Object now = value(component, after);
            if (!Objects.equals(value(component, before), now)) {
                changed.put(component.getName(), now);
            }
        }
        return changed;
    }

    private static @Nullable Object value(RecordComponent component, Record settings) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // the records of types are seldom public
            return accessor.invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "Cannot read " + component.getName() + " of "
                            + settings.getClass().getName(),
                    e);
        }
    }
}
