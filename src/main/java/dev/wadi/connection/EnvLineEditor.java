package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes {@code conn_id=…} lines and leaves the others as they are. */
final class EnvLineEditor {

    private final String text;

    EnvLineEditor(String text) {
        this.text = text;
    }

    String append(ConnectionDefinition definition) {
        String lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
        String before = text.isEmpty() || text.endsWith("\n") ? "" : lineBreak;
        return text + before + ConnectionWriter.envLine(definition, value(definition, "")) + lineBreak;
    }

    /** Keeps what is before the value, and its form where it can. */
    String replace(ConnectionDefinition definition) {
        return edited(definition.connId(), line -> {
            int equals = line.indexOf('=');
            return line.substring(0, equals + 1) + value(definition, line.substring(equals + 1));
        });
    }

    String remove(String connId) {
        return edited(connId, line -> "");
    }

    private String edited(String connId, UnaryOperator<String> change) {
        StringBuilder edited = new StringBuilder();
        for (String line : linesWithBreaks()) {
            int end = line.length() - (line.endsWith("\r\n") ? 2 : line.endsWith("\n") || line.endsWith("\r") ? 1 : 0);
            boolean wanted =
                    EnvLines.key(line.substring(0, end)).filter(connId::equals).isPresent();
            String changed = wanted ? change.apply(line.substring(0, end)) : line.substring(0, end);
            edited.append(changed).append(wanted && changed.isEmpty() ? "" : line.substring(end));
        }
        return edited.toString();
    }

    private List<String> linesWithBreaks() {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean lone = text.charAt(i) == '\r' && !text.startsWith("\n", i + 1);
            if (text.charAt(i) == '\n' || lone) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    /** A URI where the value was one, or was none and everything fits into one; JSON otherwise. */
    private static String value(ConnectionDefinition definition, String old) {
        boolean described =
                definition.description() != null && !definition.description().isEmpty();
        boolean ours = definition.extra().containsKey("wadi");
        if (old.isBlank() || old.stripLeading().startsWith("{") || described || ours) {
            return json(definition);
        }
        try {
            return ConnectionWriter.uri(definition);
        } catch (ConfigurationException e) {
            return json(definition);
        }
    }

    private static String json(ConnectionDefinition definition) {
        return dev.wadi.config.JsonText.ascii(DefinitionFields.of(definition));
    }
}
