package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the routes of files away from the running context, in order to find what is wrong with them before anything that
 * runs is stopped. Components, endpoints, expressions and steps are made; nothing is started, so that nothing is connected to
 * and nothing is received. Used on one thread, for files that change together.
 */
final class Rehearsal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** What components keep their settings in. */
    private static final String CONFIGURATION = "configuration";

    private final ModelCamelContext running;
    private final RehearsalBeans beans;
    private @Nullable DefaultCamelContext stage;

    Rehearsal(ModelCamelContext running) {
        this.running = running;
        this.beans = RehearsalBeans.of(running.getRegistry());
    }

    /**
     * Rehearses routes of a file.
     *
     * @throws ConfigurationException when Camel cannot make them
     */
    void of(RouteDocument document, Set<String> ids) {
        if (document.makesBeansByCode()) {
            return; // which would run twice
        }
        DefaultCamelContext present = stage();
        beans.giveOut();
        try {
            addTemplates(present, document);
            RouteLoader.make(present, document, ids);
        } catch (ConfigurationException e) {
            if (!beans.hasWithheld()) {
                throw e;
            }
            LOG.debug("{} cannot be rehearsed: {}", document.file(), e.getMessage());
        } finally {
            present.getRouteDefinitions().clear();
            present.getRouteTemplateDefinitions().clear();
            present.getRestDefinitions().clear();
        }
    }

    private DefaultCamelContext stage() {
        DefaultCamelContext present = stage;
        if (present == null) {
            present = new DefaultCamelContext(beans);
            stage = present;
            present.disableJMX();
            present.setStartupSummaryLevel(StartupSummaryLevel.Off);
            present.getCamelContextExtension().setName(running.getName() + "-rehearsal");
            present.setApplicationContextClassLoader(running.getApplicationContextClassLoader());
            present.getPropertiesComponent().addPropertiesSource(new RunningProperties(running));
            present.addLifecycleStrategy(new AsConfigured(running, beans));
        }
        return present;
    }

    /** Those of other files, which its routes may be made of. */
    private void addTemplates(DefaultCamelContext present, RouteDocument document) {
        try {
            present.addRouteTemplateDefinitions(running.getRouteTemplateDefinitions().stream()
                    .filter(template -> !RouteLoader.isOf(template, document))
                    .toList());
        } catch (Exception e) { // Camel declares no narrower one
            throw new IllegalStateException("templates cannot be shared", e);
        }
    }

    @Override
    public void close() {
        DefaultCamelContext present = stage;
        if (present != null) {
            present.stop();
        }
    }

    /** The properties of the running context. */
    private record RunningProperties(CamelContext running) implements PropertiesSource {
        @Override
        public String getName() {
            return "running";
        }

        @Override
        public @Nullable String getProperty(String name) {
            return running.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }

    /** Gives components the plain settings of those that run. */
    private static final class AsConfigured extends LifecycleStrategySupport {

        private final CamelContext running;
        private final RehearsalBeans beans;

        AsConfigured(CamelContext running, RehearsalBeans beans) {
            this.running = running;
            this.beans = beans;
        }

        @Override
        public void onComponentAdd(String name, Component component) {
            Component used = running.hasComponent(name);
            if (used != null && used.getClass() == component.getClass()) {
                copy(used, component);
            }
        }

        private void copy(Object from, Object to) {
            BeanIntrospection introspection = PluginHelper.getBeanIntrospection(running);
            Map<String, Object> wanted = new LinkedHashMap<>();
            Map<String, Object> present = new LinkedHashMap<>();
            introspection.getProperties(from, wanted, null, false);
            introspection.getProperties(to, present, null, false);
            wanted.forEach((name, value) -> {
                Object own = present.get(name);
                if (isPlain(value)) {
                    if (!value.equals(own)) {
                        set(introspection, to, name, value);
                    }
                } else if (name.equals(CONFIGURATION) && own != null && own.getClass() == value.getClass()) {
                    copy(value, own);
                } else if (value != running && (own == null || own.getClass() != value.getClass())) {
                    beans.withhold();
                }
            });
        }

        private void set(BeanIntrospection introspection, Object target, String name, Object value) {
            try {
                if (!introspection.setProperty(running, target, name, value)) {
                    LOG.debug("{} has no setter for {}", target, name);
                }
            } catch (Exception e) { // Camel declares no narrower one
                LOG.debug("{} does not take {}", target, name, e);
                beans.withhold();
            }
        }

        private static boolean isPlain(Object value) {
            return value instanceof String
                    || value instanceof Number
                    || value instanceof Boolean
                    || value instanceof Enum<?>;
        }
    }
}
