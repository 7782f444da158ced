package dev.wadi.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of SQLAlchemy's URLs as extras of a connection: the way back of what {@link JupySqlSection} does.
 *
 * @param type the type of the connection
 */
record JupySqlQuery(String type, Map<String, String> parameters) {

    /** The path of a file database, without the {@code file:} that its parameters ask for. */
    @Nullable
    String path(@Nullable String database) {
        boolean isUri = type.equals("sqlite") && "true".equals(parameters.get("uri"));
        return database != null && isUri && database.startsWith("file:")
                ? database.substring("file:".length())
                : database;
    }

    Map<String, @Nullable Object> extra() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(parameters);
        if (type.equals("sqlite")) {
            extra.remove("uri");
        }
        return type.equals("mysql") ? mysql(extra) : extra;
    }

    private static Map<String, @Nullable Object> mysql(Map<String, @Nullable Object> extra) {
        Map<String, @Nullable Object> ssl = new LinkedHashMap<>();
        for (String key : new String[] {"ca", "cert", "key", "capath", "cipher"}) {
            Object value = extra.remove("ssl_" + key);
            if (value != null) {
                ssl.put(key, value);
            }
        }
        if (!ssl.isEmpty()) {
            extra.put("ssl", ssl);
        }
        boolean verifies = "true".equals(extra.remove("ssl_verify_cert"));
        boolean identity = "true".equals(extra.remove("ssl_verify_identity"));
        if (verifies || identity) {
            extra.put("ssl_mode", identity ? "VERIFY_IDENTITY" : "VERIFY_CA");
        }
        return extra;
    }
}
