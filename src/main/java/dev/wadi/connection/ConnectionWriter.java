package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.JsonText;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.config.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes connections in every form. Secrets are written in clear. What is meant for Airflow and others leaves
 * {@code extra.wadi} out; the map form in YAML, which is ours and Airflow's, keeps it. Everything throws
 * {@link ConfigurationException} when a connection cannot be written in a form.
 */
public final class ConnectionWriter {

    private ConnectionWriter() {}

    /** The map form in YAML: what Wadi itself writes. */
    public static String yaml(List<ConnectionDefinition> definitions) {
        StringBuilder text = new StringBuilder();
        definitions.forEach(definition ->
                mapForm(definition).forEach(line -> text.append(line).append('\n')));
        return text.isEmpty() ? "{}\n" : text.toString();
    }

    static List<String> mapForm(ConnectionDefinition definition) {
        return YamlText.entry(definition.connId(), DefinitionFields.of(definition));
    }

    /** A file as {@code airflow connections export} writes it: eight keys each, with {@code extra} as JSON text. */
    public static String json(List<ConnectionDefinition> definitions) {
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        definitions.forEach(definition -> file.put(definition.connId(), exported(definition)));
        return JsonText.indented(file, "  ", "\n") + "\n";
    }

    private static Map<String, @Nullable Object> exported(ConnectionDefinition definition) {
        Map<String, @Nullable Object> present = DefinitionFields.of(definition);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String key : List.of("conn_type", "description", "login", "password", "host", "port", "schema")) {
            fields.put(key, present.get(key));
        }
        Map<String, @Nullable Object> extra = DefinitionFields.airflowExtra(definition);
        fields.put("extra", extra.isEmpty() ? null : JsonText.ascii(extra));
        return fields;
    }

    /** {@code conn_id=URI} lines. Descriptions have no place in them. */
    public static String envUris(List<ConnectionDefinition> definitions) {
        return env(definitions, ConnectionWriter::uri);
    }

    /** {@code conn_id=JSON} lines. */
    public static String envJson(List<ConnectionDefinition> definitions) {
        return env(definitions, ConnectionWriter::jsonValue);
    }

    private static String env(List<ConnectionDefinition> definitions, Function<ConnectionDefinition, String> value) {
        StringBuilder text = new StringBuilder();
        Problems problems = new Problems();
        for (ConnectionDefinition definition : definitions) {
            try {
                text.append(envLine(definition, value.apply(definition))).append('\n');
            } catch (ConfigurationException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfErrors();
        return text.toString();
    }

    static String envLine(ConnectionDefinition definition, String value) {
        if (definition.connId().startsWith("#")) {
            throw new ConfigurationException(Problem.error(
                    definition.origin().place(),
                    definition.connId(),
                    "would be a comment in a .env file",
                    "Choose another conn_id, or another format"));
        }
        return definition.connId() + "=" + value;
    }

    /** One connection as a URI. Its description has no place in it. */
    public static String uri(ConnectionDefinition definition) {
        return UriWriter.write(definition);
    }

    /** One connection as the JSON text of an {@code AIRFLOW_CONN_*} variable, without what is absent. */
    public static String jsonValue(ConnectionDefinition definition) {
        Map<String, @Nullable Object> fields = DefinitionFields.of(definition);
        Map<String, @Nullable Object> extra = DefinitionFields.airflowExtra(definition);
        if (extra.isEmpty()) {
            fields.remove("extra");
        } else {
            fields.put("extra", extra);
        }
        return JsonText.ascii(fields);
    }

    /** The name of the variable that defines a connection. */
    public static String variable(String connId) {
        return EnvironmentConnections.PREFIX + connId.toUpperCase(Locale.ROOT);
    }

    /** The {@code connections.ini} of JupySQL, with the SQL connections among these. */
    public static String jupysql(List<ConnectionDefinition> definitions) {
        StringJoiner text = new StringJoiner("\n");
        Problems problems = new Problems();
        for (ConnectionDefinition definition : definitions) {
            new JupySqlSection(definition, problems).write().ifPresent(text::add);
        }
        problems.throwIfErrors();
        return text.toString();
    }

    /** A {@code pip.conf} with the package indexes among these; the first is the main one. */
    public static String pip(List<ConnectionDefinition> definitions) {
        List<String> urls = PackageIndexUrls.of(definitions);
        StringBuilder text = new StringBuilder("[global]\n");
        for (int i = 0; i < urls.size(); i++) {
            text.append(i == 0 ? "index-url = " : i == 1 ? "extra-index-url =\n    " : "    ")
                    .append(urls.get(i))
                    .append('\n');
        }
        return text.toString();
    }

    /** What pip reads from its environment instead of a file; empty when none of these is a package index. */
    public static Map<String, String> pipVariables(List<ConnectionDefinition> definitions) {
        List<String> urls = PackageIndexUrls.of(definitions);
        Map<String, String> variables = new LinkedHashMap<>();
        if (!urls.isEmpty()) {
            variables.put("PIP_INDEX_URL", urls.get(0));
        }
        if (urls.size() > 1) {
            variables.put("PIP_EXTRA_INDEX_URL", String.join(" ", urls.subList(1, urls.size())));
        }
        return variables;
    }
}
