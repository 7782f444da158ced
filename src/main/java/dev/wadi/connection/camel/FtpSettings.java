package dev.wadi.connection.camel;

import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.Setting;
import org.jspecify.annotations.Nullable;

/** What a connection of type {@code ftp} may say. */
@Ignores(keys = "encoding", because = "is about Python's client")
record FtpSettings(
        @Setting(field = Field.HOST, description = "The server.", required = true) String host,
        @Setting(field = Field.PORT, description = "Its port.", defaultValue = "21", min = 1, max = 65535) int port,
        @Setting(field = Field.LOGIN, description = "The name that signs in.", defaultValue = "anonymous") String login,
        @Setting(field = Field.PASSWORD, description = "Its password.", secret = true) @Nullable String password,
        @Setting(
                        description = "Whether the client opens the connections for data, which firewalls allow.",
                        defaultValue = "true")
                boolean passive,
        @Setting(
                        description =
                                "Whether files are carried byte for byte; false is the text mode of FTP, which changes the ends of lines.",
                        defaultValue = "true")
                boolean binary) {

    /** Names the server only. */
    @Override
    public String toString() {
        return "FtpSettings[" + host + ":" + port + "]";
    }
}
