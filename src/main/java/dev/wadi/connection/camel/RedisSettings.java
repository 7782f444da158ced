package dev.wadi.connection.camel;

import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code redis} may say. */
@Ignores(
        keys = {
            "ssl_cert_reqs",
            "ssl_ca_certs",
            "ssl_keyfile",
            "ssl_cert_file",
            "ssl_certfile",
            "ssl_check_hostname",
            "socket_timeout",
            "socket_connect_timeout",
            "decode_responses"
        },
        because = "is not an option of Camel's spring-redis")
record RedisSettings(
        @Setting(field = Field.HOST, description = "The server.", defaultValue = "localhost") String host,
        @Setting(field = Field.PORT, description = "Its port.", defaultValue = "6379", min = 1, max = 65535) int port,
        @Setting(field = Field.LOGIN, description = "Not possible with Camel's component; must be empty.") @Nullable
                String login,
        @Setting(
                        field = Field.PASSWORD,
                        description = "Not possible with Camel's component; must be empty.",
                        secret = true)
                @Nullable
                String password,
        @Setting(description = "The number of the database; only 0 is possible with Camel's component.") int db,
        @Setting(description = "TLS is not possible with Camel's component; only false.", defaultValue = "false")
                boolean ssl) {

    /** Names the server only. */
    @Override
    public String toString() {
        return "RedisSettings[" + host + ":" + port + "]";
    }
}
