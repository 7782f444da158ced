package dev.wadi.connection.custom;

import dev.wadi.connection.PluginFolder;
import dev.wadi.testing.CustomConnectionContract;
import dev.wadi.testing.TestingPlugins;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The example with all abilities keeps the contract, as the test of any plugin would say. */
class MemStoreTest implements CustomConnectionContract {

    @TempDir
    private static Path plugins;

    private static ClassLoader loader = MemStoreTest.class.getClassLoader();

    @BeforeAll
    static void build() {
        TestingPlugins.jar(plugins.resolve("memory.jar"), "com/example/memory/MemStore.java");
        loader = PluginFolder.loader(plugins);
    }

    @Override
    public String module() {
        return "com.example.memory";
    }

    @Override
    public String classname() {
        return "MemStore";
    }

    @Override
    public Map<String, Object> params() {
        return Map.of("limit", 5000);
    }

    @Override
    public ClassLoader plugins() {
        return loader;
    }
}
