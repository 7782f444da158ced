package dev.wadi.console;

import dev.wadi.console.ConnectionDetails.LastTest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the last test of each connection went that somebody asked for. Thread-safe. */
final class LastTests {

    private final Map<String, LastTest> tests = new ConcurrentHashMap<>();

    @Nullable
    LastTest of(String connId) {
        return tests.get(connId);
    }

    void add(String connId, LastTest test) {
        tests.put(connId, test);
    }

    void forget(String connId) {
        tests.remove(connId);
    }
}
