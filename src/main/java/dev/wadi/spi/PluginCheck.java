package dev.wadi.spi;

/** A {@link ConnectionType} whose files name classes of plugins, which are looked at when a file is checked. */
public interface PluginCheck<S extends Record> {

    /**
     * Reports what is wrong with the classes that the settings name, and with what they are given. Called after {@link
     * ConnectionType#check} and, other than that, also when a value inside an object ({@code Map<String, Object>}) is not
     * known yet; {@link PluginClasses#bind} knows such values, and to everything else they are opaque.
     */
    void checkClasses(S settings, PluginClasses plugins, SettingProblems problems);
}
