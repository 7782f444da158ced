package dev.wadi.connection.packageindex;

import dev.wadi.spi.Field;
import dev.wadi.spi.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a connection to an index of Python packages may say. */
record PackageIndexSettings(
        @Setting(
                        field = Field.HOST,
                        label = "Package Index URL",
                        required = true,
                        description = "The URL of the index, with http:// or https://.",
                        example = "https://pkgs.example.com/simple")
                String host,
        @Setting(field = Field.LOGIN, description = "The user name.") @Nullable String login,
        @Setting(
                        field = Field.PASSWORD,
                        description = "The password or token; without a user name it is not used.",
                        secret = true)
                @Nullable
                String password,
        @Setting(
                        description =
                                "Whether the server's certificate is checked, or the PEM file of the authorities that are trusted.",
                        defaultValue = "true",
                        example = "/etc/ssl/company-ca.pem")
                String verify,
        @Setting(
                        description =
                                "How long connecting and each wait for data may take, in seconds; 0 waits for ever.",
                        defaultValue = "60",
                        min = 0)
                Duration timeout) {

    boolean hasLogin() {
        return login != null && !login.isEmpty();
    }

    /** Names nothing: the host may hold a login. */
    @Override
    public String toString() {
        return "PackageIndexSettings";
    }
}
