package dev.wadi.pipeline;

import dev.wadi.config.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of documents as maps, lists and values. */
final class YamlValues {

    private YamlValues() {}

    static @Nullable Object of(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return map(mapping);
        }
        if (node instanceof Node.Sequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.items().forEach(item -> list.add(of(item)));
            return Collections.unmodifiableList(list);
        }
        return ((Node.Scalar) node).value();
    }

    static Map<String, @Nullable Object> map(Node.Mapping mapping) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> map.put(entry.key().text(), of(entry.value())));
        return Collections.unmodifiableMap(map);
    }
}
