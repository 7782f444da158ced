package dev.wadi.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The variables of the environment that templates read as {@code context.env}: not Wadi's own keys, and no connections. */
final class TemplateEnvironment {

    private TemplateEnvironment() {}

    /** What of an environment may come into the text of a query, and from there into logs and errors. */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> visible = new LinkedHashMap<>(environment);
        visible.keySet().removeIf(TemplateEnvironment::isSecret);
        return visible;
    }

    private static boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("WADI_") || upper.startsWith("AIRFLOW_CONN_");
    }
}
