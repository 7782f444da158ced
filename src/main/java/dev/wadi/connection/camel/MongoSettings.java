package dev.wadi.connection.camel;

import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code mongo} may say. */
record MongoSettings(
        @Setting(field = Field.HOST, description = "The server.", defaultValue = "localhost") String host,
        @Setting(field = Field.PORT, description = "Its port.", defaultValue = "27017", min = 1, max = 65535) int port,
        @Setting(field = Field.LOGIN, description = "The name that signs in.") @Nullable String login,
        @Setting(field = Field.PASSWORD, description = "Its password.", secret = true) @Nullable String password,
        @Setting(field = Field.SCHEMA, description = "The database.") @Nullable String schema,
        @Setting(
                        description = "Whether the servers are looked up in the domain name system under this host.",
                        defaultValue = "false")
                boolean srv,
        @Setting(aliases = "tls", description = "Whether TLS is used.", defaultValue = "false") boolean ssl,
        @Setting(
                        aliases = {"tlsAllowInvalidHostnames", "tlsallowinvalidhostnames"},
                        description = "Whether the server's name is left unchecked.",
                        defaultValue = "false")
                boolean allowInsecure,
        @Setting(
                        field = Field.LEFTOVERS,
                        description =
                                "Options of the client that Camel's component has too, such as authSource or replicaSet.")
                Map<String, Object> options) {

    MongoSettings {
        options = options == null ? Map.of() : options;
    }

    /** Names the server only. */
    @Override
    public String toString() {
        return "MongoSettings[" + host + ":" + port + "]";
    }
}
