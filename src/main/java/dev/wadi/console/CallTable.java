package dev.wadi.console;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * All calls there are, and which of them a request means. A path is taken part by part as it was sent: nothing in it is
 * resolved or tidied, so that no part can become another path. What is in no list does not exist.
 */
final class CallTable {

    private final List<Row> rows;

    private record Row(ApiCall call, List<String> parts) {

        private static boolean isParameter(String part) {
            return part.startsWith(":");
        }

        boolean matches(List<String> sent) {
            if (sent.size() != parts.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                boolean same = isParameter(parts.get(i))
                        ? !sent.get(i).isEmpty()
                        : parts.get(i).equals(sent.get(i));
                if (!same) {
                    return false;
                }
            }
            return true;
        }

        /** Those that name more of their path go first. */
        int parameters() {
            return (int) parts.stream().filter(Row::isParameter).count();
        }

        Map<String, String> read(List<String> sent) {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < parts.size(); i++) {
                if (isParameter(parts.get(i))) {
                    values.put(parts.get(i).substring(1), decoded(sent.get(i)));
                }
            }
            return values;
        }

        private static String decoded(String part) {
            return QueryStringDecoder.decodeComponent(part.replace("+", "%2B"));
        }
    }

    /** What a request means. */
    sealed interface Meaning {}

    /** @param path the parameters in its path, decoded */
    record Found(ApiCall call, Map<String, String> path) implements Meaning {}

    /** @param allowed the methods that the path has */
    record OtherMethod(List<String> allowed) implements Meaning {}

    record Nothing() implements Meaning {}

    /** Its path is no text. */
    record Garbled() implements Meaning {}

    CallTable(List<ApiCall> calls) {
        List<Row> all = new ArrayList<>();
        calls.forEach(call -> all.add(new Row(call, parts(call.path()))));
        all.sort((a, b) -> Integer.compare(a.parameters(), b.parameters()));
        this.rows = List.copyOf(all);
    }

    private static List<String> parts(String path) {
        return List.of(path.split("/", -1));
    }

    Meaning find(HttpMethod method, String path) {
        List<String> sent = parts(path);
        List<Row> here = rows.stream().filter(row -> row.matches(sent)).toList();
        HttpMethod meant = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        Optional<Row> found =
                here.stream().filter(row -> row.call().method().equals(meant)).findFirst();
        try {
            if (found.isPresent()) {
                return new Found(found.get().call(), found.get().read(sent));
            }
            sent.forEach(Row::decoded);
        } catch (IllegalArgumentException e) {
            return new Garbled();
        }
        return here.isEmpty() ? new Nothing() : new OtherMethod(methods(here));
    }

    private static List<String> methods(List<Row> here) {
        TreeSet<String> names = new TreeSet<>();
        for (Row row : here) {
            names.add(row.call().method().name());
            if (row.call().method().equals(HttpMethod.GET)) {
                names.add(HttpMethod.HEAD.name());
            }
        }
        return List.copyOf(names);
    }
}
