package dev.wadi.connection.custom;

import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a custom connection may say. The fields, and what else is in extra, mean what its class makes of them. */
record CustomSettings(
        @Setting(required = true, example = "com.example.connectors", description = "The Java package of the class.")
                String module,
        @Setting(
                        required = true,
                        example = "AuditTrail",
                        description =
                                "The class, from a jar or a folder in plugins/: one that implements an ability, or a Camel component.")
                String classname,
        @Setting(description = "What the class is given: the settings of its record, or the options of the component.")
                @Nullable
                Map<String, Object> params,
        @Setting(field = Field.HOST, description = "For the class.") @Nullable String host,
        @Setting(field = Field.PORT, min = 0, max = 65535, description = "For the class.") @Nullable Integer port,
        @Setting(field = Field.LOGIN, description = "For the class.") @Nullable String login,
        @Setting(field = Field.PASSWORD, secret = true, description = "For the class.") @Nullable String password,
        @Setting(field = Field.SCHEMA, description = "For the class.") @Nullable String schema,
        @Setting(field = Field.LEFTOVERS, description = "For the class.") Map<String, Object> others) {

    /** What is under {@code params}. */
    Map<String, @Nullable Object> given() {
        return params == null ? Map.of() : Collections.unmodifiableMap(params);
    }
}
