package dev.wadi.connection.camel;

import dev.wadi.spi.PluginArtifacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.jspecify.annotations.Nullable;

/** What is known of Camel's components: from their own jars where they are present, else from Camel's catalogue. */
final class ComponentCatalogue {

    private static final String SERVICES = "META-INF/services/org/apache/camel/component/";
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9.+-]*");
    private static final Map<ClassLoader, Map<String, ComponentModel>> KNOWN =
            Collections.synchronizedMap(new WeakHashMap<>());

    private ComponentCatalogue() {}

    /** The catalogue is read when the first connection needs it: most processes have none. */
    private static final class Lazy {
        private static final CamelCatalog CATALOG = new DefaultCamelCatalog();
    }

    /** What is known of a component, by its scheme. */
    static Optional<ComponentModel> find(String scheme) {
        if (!SCHEME.matcher(scheme).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(KNOWN.computeIfAbsent(loader(), loader -> new ConcurrentHashMap<>())
                .computeIfAbsent(scheme, ComponentCatalogue::read));
    }

    private static @Nullable ComponentModel read(String scheme) {
        ComponentModel own = ofClassPath(scheme);
        return own == null ? Lazy.CATALOG.componentModel(scheme) : own;
    }

    private static @Nullable ComponentModel ofClassPath(String scheme) {
        String service = text(SERVICES + scheme);
        if (service == null) {
            return null;
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(service));
        } catch (IOException e) { // not of a reader on a string
            throw new IllegalStateException(e);
        }
        String className = properties.getProperty("class", "");
        int dot = className.lastIndexOf('.');
        String folder = dot < 0 ? "" : className.substring(0, dot).replace('.', '/') + "/";
        String json = text("META-INF/" + folder + scheme + ".json");
        return json == null ? null : JsonMapper.generateComponentModel(json);
    }

    private static @Nullable String text(String resource) {
        try (InputStream in = loader().getResourceAsStream(resource)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) { // a jar that cannot be read is as good as absent
            return null;
        }
    }

    /** The loader of the thread sees the jars of plugins; tools have none. */
    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ComponentCatalogue.class.getClassLoader() : ofThread;
    }

    /** Whether the component's jar is there. */
    static boolean isOnClassPath(String scheme) {
        return text(SERVICES + scheme) != null;
    }

    /** {@code Did you mean 'nats'? } or nothing. */
    static String didYouMean(String scheme) {
        return Nearby.didYouMean(scheme, Lazy.CATALOG.findComponentNames());
    }

    /** What to put into plugins for a component that is not on the class path. */
    static String missing(ComponentModel model) {
        return "the component '" + model.getScheme() + "' is not on the class path. Put "
                + PluginArtifacts.coordinates(model.getGroupId(), model.getArtifactId(), model.getVersion())
                + " and its dependencies into plugins/";
    }
}
