package dev.wadi.spi;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classes that plugins bring, for a connection type whose connections are a class that the file names. Thread-safe. */
public interface PluginClasses {

    /**
     * Finds a class, and runs none of its code: not even what is static.
     *
     * @param module the Java package
     * @param classname the name in the package
     * @param problems told at {@code extra.module} or {@code extra.classname} when there is none, with what is near
     */
    Optional<Class<?>> find(String module, String classname, SettingProblems problems);

    /**
     * Makes a settings record, whose components carry {@link Setting}, from an object in a file.
     *
     * @param path where the object stands, such as {@code extra.params}; problems are told below it
     * @return the record; empty when something is wrong, which is told, or when a value is not known yet, as when a file is
     *     checked where a variable is not set
     */
    <S extends Record> Optional<S> bind(
            Class<S> type, Map<String, @Nullable Object> values, String path, SettingProblems problems);
}
