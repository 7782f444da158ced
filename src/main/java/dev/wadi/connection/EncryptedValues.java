package dev.wadi.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values of connections that are Fernet tokens. */
public final class EncryptedValues {

    private EncryptedValues() {}

    /**
     * One of them.
     *
     * @param path such as {@code password}
     */
    public record Value(String connId, String path, String token) {

        /** Whether one of the keys is that which it was encrypted with. */
        public boolean isOpenedBy(Fernet keys) {
            return keys.decrypt(token).isPresent();
        }

        /** Names the place only. */
        @Override
        public String toString() {
            return connId + "." + path;
        }
    }

    /** Those of all connections that are written, be they used or not. */
    public static List<Value> of(ConnectionSet set) {
        List<Value> values = new ArrayList<>();
        Stream.concat(set.definitions().stream(), set.unused().stream())
                .forEach(definition -> values.addAll(of(definition)));
        return values;
    }

    /** Those of one connection. */
    public static List<Value> of(ConnectionDefinition definition) {
        List<Value> values = new ArrayList<>();
        DefinitionTexts.of(definition).forEach((path, text) -> {
            if (Fernet.isToken(text)) {
                values.add(new Value(definition.connId(), path, text));
            }
        });
        return values;
    }
}
