package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFiles;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.Connections;
import dev.wadi.connection.DefinitionResolver;
import dev.wadi.connection.Fernet;
import dev.wadi.connection.Placeholders;
import dev.wadi.connection.PluginFolder;
import dev.wadi.connection.PluginLoader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a process, as commands and the service see them: what the files say, without a running context.
 *
 * @param settings where the folders are
 * @param loader sees Wadi's classes and those of plugins
 * @param types the connection types there are
 * @param environment the variables of the process
 */
public record Workspace(Settings settings, ClassLoader loader, ConnectionTypes types, Map<String, String> environment) {

    /** The folders that the settings name, with the variables of this process. */
    public static Workspace of(Settings settings) {
        return of(settings, System.getenv());
    }

    /** The folders that the settings name, with the given variables. */
    public static Workspace of(Settings settings, Map<String, String> environment) {
        ClassLoader loader = PluginFolder.loader(settings.plugins());
        return new Workspace(settings, loader, ConnectionTypes.load(loader), environment);
    }

    /**
     * What the files and the environment say of connections.
     *
     * @throws ConfigurationException when the folder was named and is not there
     */
    public ConnectionSet connectionSet() {
        return read(settings.existingConnections());
    }

    /** What they say now; what cannot be read goes on saying what it said before. */
    ConnectionSet reread(ConnectionSet before) {
        boolean isNone = before.definitions().isEmpty() && !Files.exists(settings.connections());
        return isNone ? connectionSetToAddTo() : ConnectionFiles.reread(settings.connections(), before, environment);
    }

    /** As {@link #connectionSet()}, for those who make the folder when they write into it. */
    public ConnectionSet connectionSetToAddTo() {
        return read(settings.connections());
    }

    private ConnectionSet read(Path folder) {
        return Files.exists(folder)
                ? ConnectionFiles.read(folder, environment)
                : ConnectionSet.of(List.of(), environment);
    }

    /**
     * The files of routes.
     *
     * @throws ConfigurationException when the folder was named and is not there, or cannot be read
     */
    List<Path> routeFiles() {
        Path folder = settings.existingRoutes();
        try {
            return RouteFolder.files(folder);
        } catch (UncheckedIOException e) {
            throw new ConfigurationException(Problem.error(
                    Place.of(folder.toString()), "", "the folder cannot be read", "Check its permissions"));
        }
    }

    /** As {@link #routeFiles}, for those who have them already and go on with them when the folder cannot be read. */
    List<Path> routeFilesAgain() {
        return RouteFolder.files(settings.existingRoutes());
    }

    /**
     * Connections that are not open yet.
     *
     * @param context asked for only when a connection, or a placeholder of a vault, needs Camel
     */
    public Connections connections(Supplier<CamelContext> context) {
        return new Connections(types, placeholders(context), context);
    }

    /** Connections for one command: a Camel context is made only when one of them needs it. */
    public Connections connections() {
        return connections(new LazyContext(loader));
    }

    /**
     * What leaves the house: placeholders resolved, tokens decrypted.
     *
     * @throws ConfigurationException with everything that cannot be resolved
     */
    public List<ConnectionDefinition> resolved(List<ConnectionDefinition> written) {
        Problems problems = new Problems();
        DefinitionResolver resolver = new DefinitionResolver(placeholders(new LazyContext(loader)), problems);
        List<ConnectionDefinition> resolved = written.stream()
                .flatMap(definition -> resolver.resolve(definition).stream())
                .toList();
        problems.throwIfErrors();
        return resolved;
    }

    private Placeholders placeholders(Supplier<CamelContext> context) {
        return new Placeholders(environment, settings.secrets(), fernet(), vaults(context));
    }

    /** The keys of tokens; null when there are none. */
    @Nullable
    Fernet fernet() {
        String keys = settings.fernetKey();
        return keys == null ? null : new Fernet(keys);
    }

    private static Map<String, Function<String, @Nullable String>> vaults(Supplier<CamelContext> context) {
        Map<String, Function<String, @Nullable String>> vaults = new LinkedHashMap<>();
        for (String name : Placeholders.VAULTS) {
            vaults.put(name, key -> {
                PropertiesFunction function =
                        context.get().getPropertiesComponent().getPropertiesFunction(name);
                return function == null ? null : function.apply(key);
            });
        }
        return vaults;
    }

    /** A context that is not started, made when it is first asked for. It holds no thread, so nobody closes it. */
    private static final class LazyContext implements Supplier<CamelContext> {

        private final ClassLoader loader;
        private @Nullable CamelContext context;

        LazyContext(ClassLoader loader) {
            this.loader = loader;
        }

        @Override
        public synchronized CamelContext get() {
            CamelContext made = context;
            if (made == null) {
                made = new PluginLoader(loader).call(DefaultCamelContext::new);
                made.setApplicationContextClassLoader(loader);
                context = made;
            }
            return made;
        }
    }
}
