package dev.wadi.connection.custom;

import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.PluginCheck;
import dev.wadi.spi.PluginClasses;
import dev.wadi.spi.SettingProblems;

/** Connections that are a class of a plugin. */
public final class CustomType implements ConnectionType<CustomSettings>, PluginCheck<CustomSettings> {

    @Override
    public String name() {
        return "custom";
    }

    @Override
    public String title() {
        return "Class of your own";
    }

    @Override
    public Class<CustomSettings> settings() {
        return CustomSettings.class;
    }

    @Override
    public void checkClasses(CustomSettings settings, PluginClasses plugins, SettingProblems problems) {
        CustomClass.find(settings, plugins, problems).ifPresent(found -> found.check(settings, plugins, problems));
    }

    @Override
    public OpenConnection open(CustomSettings settings, ConnectionContext context) {
        SettingProblems refused = new Refused(context.connId());
        CustomClass found =
                CustomClass.find(settings, context.plugins(), refused).orElseThrow();
        if (found.isComponent()) {
            return ComponentOfPlugin.open(found, settings, context);
        }
        return PluginObject.open(
                found, found.params(settings, context.plugins(), refused).orElse(null), new Given(settings, context));
    }

    /** What was good when it was checked and is not any more: a jar went, while the process runs. */
    private record Refused(String connId) implements SettingProblems {

        @Override
        public void problem(String setting, String what, String fix) {
            throw new ConnectionException(connId, setting + ": " + what + ". " + fix, null);
        }

        @Override
        public void warning(String setting, String what, String fix) {
            // said when the file was checked
        }
    }
}
