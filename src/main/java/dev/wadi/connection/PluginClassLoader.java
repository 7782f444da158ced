package dev.wadi.connection;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one plugin of custom connections. Its own classes come first, so that two plugins may bring different
 * versions of a library, and other versions than Wadi has; but what Wadi and a plugin speak to each other with is Wadi's.
 */
final class PluginClassLoader extends URLClassLoader {

    private static final List<String> SHARED = List.of(
            "java.",
            "javax.",
            "jdk.",
            "sun.",
            "dev.wadi.",
            "org.apache.camel.",
            "org.apache.arrow.",
            "org.duckdb.",
            "org.slf4j.",
            "org.jspecify.");

    static {
        registerAsParallelCapable();
    }

    PluginClassLoader(String name, URL[] urls, ClassLoader parent) {
        super(name, urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.stream().anyMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? ownFirst(name, resolve) : loaded;
        }
    }

    private Class<?> ownFirst(String name, boolean resolve) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return super.loadClass(name, resolve);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }
}
