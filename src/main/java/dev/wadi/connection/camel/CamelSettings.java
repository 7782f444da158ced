package dev.wadi.connection.camel;

import dev.wadi.spi.Setting;
import java.util.Map;

/** What a connection of type {@code camel} may say. */
record CamelSettings(
        @Setting(
                        description = "The component, by its scheme, as in Camel's list of components.",
                        example = "nats",
                        required = true)
                String component,
        @Setting(
                        description =
                                "Options of the component and of its endpoints, by Camel's names. Never shown, because passwords"
                                        + " are among them.",
                        example = "{\"servers\": \"nats.example.com:4222\"}",
                        secret = true)
                Map<String, Object> properties) {

    CamelSettings {
        properties = properties == null ? Map.of() : properties;
    }

    /** Names the component only: properties hold secrets. */
    @Override
    public String toString() {
        return "CamelSettings[" + component + "]";
    }
}
