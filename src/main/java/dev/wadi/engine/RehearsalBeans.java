package dev.wadi.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Service;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.SimpleRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The beans of a rehearsal: those that its file defines, then those of the running context. What Camel would start, stop, or
 * tie to another context is withheld, because it is in use. Used on one thread.
 */
final class RehearsalBeans extends DefaultRegistry {

    private final Shared shared;

    private RehearsalBeans(SimpleRegistry own, Shared shared) {
        super(own, shared);
        this.shared = shared;
        setFallbackRegistry(own);
    }

    static RehearsalBeans of(Registry running) {
        return new RehearsalBeans(new SimpleRegistry(), new Shared(running));
    }

    /** Whether something was asked for that is there and was not given out: then a failure proves nothing. */
    boolean hasWithheld() {
        return shared.hasWithheld;
    }

    /** Forgets what was withheld so far. */
    void giveOut() {
        shared.hasWithheld = false;
    }

    void withhold() {
        shared.hasWithheld = true;
    }

    /** Methods of the bean that do something are not called. */
    @Override
    public void bind(String id, Class<?> type, Object bean, @Nullable String init, @Nullable String destroy) {
        super.bind(id, type, bean, null, null);
    }

    @Override
    public void bind(String id, Class<?> type, Supplier<Object> bean, @Nullable String init, @Nullable String destroy) {
        super.bind(id, type, bean, null, null);
    }

    private static final class Shared implements BeanRepository {

        private final Registry running;
        private boolean hasWithheld;

        Shared(Registry running) {
            this.running = running;
        }

        private boolean isFit(@Nullable Object bean) {
            boolean isInUse = bean instanceof Service || bean instanceof CamelContextAware;
            hasWithheld |= isInUse;
            return !isInUse;
        }

        @Override
        public @Nullable Object lookupByName(String name) {
            Object bean = running.lookupByName(name);
            return isFit(bean) ? bean : null;
        }

        @Override
        public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
            T bean = running.lookupByNameAndType(name, type);
            return isFit(bean) ? bean : null;
        }

        @Override
        public <T> Map<String, T> findByTypeWithName(Class<T> type) {
            Map<String, T> found = new LinkedHashMap<>(running.findByTypeWithName(type));
            found.values().removeIf(bean -> !isFit(bean));
            return found;
        }

        @Override
        public <T> Set<T> findByType(Class<T> type) {
            Set<T> found = new LinkedHashSet<>(running.findByType(type));
            found.removeIf(bean -> !isFit(bean));
            return found;
        }
    }
}
