package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Component;
import org.apache.camel.tooling.model.ComponentModel;

/** Any Camel component under a {@code conn_id}. */
public final class CamelType implements ConnectionType<CamelSettings> {

    /** Components that run what they are given, and those that are ours. */
    private static final Set<String> NO_CONNECTION =
            Set.of("bean", "class", "conn", "controlbus", "exec", "language", "ref");

    @Override
    public String name() {
        return "camel";
    }

    @Override
    public String title() {
        return "Camel component";
    }

    @Override
    public Class<CamelSettings> settings() {
        return CamelSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Component.class));
    }

    @Override
    public void check(CamelSettings settings, SettingProblems problems) {
        String scheme = settings.component();
        if (NO_CONNECTION.contains(scheme)) {
            problems.problem("extra.component", "'" + scheme + "' is no outside system", "Name another component");
            return;
        }
        Optional<ComponentModel> model = ComponentCatalogue.find(scheme);
        if (model.isEmpty()) {
            problems.problem(
                    "extra.component",
                    "neither Camel nor the class path has a component '" + scheme + "'",
                    ComponentCatalogue.didYouMean(scheme) + "Camel's list of components has their schemes");
            return;
        }
        new ComponentOptions(model.get()).check(settings.properties(), problems);
    }

    @Override
    public OpenConnection open(CamelSettings settings, ConnectionContext context) {
        ComponentModel model = ComponentCatalogue.find(settings.component()).orElseThrow();
        return ComponentConnection.open(
                context, model, new ComponentOptions(model).converted(settings.properties()), new ComponentTrial());
    }
}
