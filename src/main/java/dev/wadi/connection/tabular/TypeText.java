package dev.wadi.connection.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts of a type in DuckDB's words: {@code STRUCT(a INTEGER, "b c" VARCHAR[])} has two. */
final class TypeText {

    private TypeText() {}

    /** What stands between the outer parentheses, parted by the commas that are not inside of others. */
    static List<String> parts(String type) {
        String inner = type.substring(type.indexOf('(') + 1, type.lastIndexOf(')'));
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        boolean quoted = false;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            quoted ^= c == '"';
            if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            if (c == ',' && depth == 0 && !quoted) {
                parts.add(inner.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        parts.add(inner.substring(begin).strip());
        return parts;
    }

    /** A name and its type. */
    static Map.Entry<String, String> named(String member) {
        if (!member.startsWith("\"")) {
            int space = member.indexOf(' ');
            return Map.entry(
                    member.substring(0, space), member.substring(space + 1).strip());
        }
        int end = 1;
        while (member.charAt(end) != '"' || member.startsWith("\"\"", end)) {
            end += member.charAt(end) == '"' ? 2 : 1;
        }
        return Map.entry(
                member.substring(1, end).replace("\"\"", "\""),
                member.substring(end + 1).strip());
    }
}
