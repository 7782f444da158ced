package dev.wadi.connection.imap;

import dev.wadi.connection.mail.AuthType;
import dev.wadi.connection.mail.OAuth2;
import dev.wadi.connection.mail.Security;
import dev.wadi.connection.mail.SslContext;
import dev.wadi.spi.Field;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an {@code imap} connection may say. */
@Refuses(
        keys = {
            "ssl.trust",
            "ssl.socketFactory.class",
            "socketFactory.class",
            "mail.imap.ssl.trust",
            "mail.imaps.ssl.trust",
            "mail.imap.ssl.socketFactory.class",
            "mail.imaps.ssl.socketFactory.class",
            "mail.imap.socketFactory.class",
            "mail.imaps.socketFactory.class",
            "mail.imap.ssl.hostnameverifier.class",
            "mail.imaps.ssl.hostnameverifier.class"
        },
        because = "would switch off verification or load a class that the file names",
        instead = "Use ssl_context and ca_file")
public record ImapSettings(
        @Setting(
                        field = Field.HOST,
                        required = true,
                        description = "The mail server's name or address.",
                        example = "imap.example.com")
                String host,
        @Setting(
                        field = Field.PORT,
                        min = 1,
                        max = 65535,
                        description = "Its port: 993 with use_ssl and 143 without, when it is absent.")
                @Nullable
                Integer port,
        @Setting(field = Field.LOGIN, required = true, description = "The mailbox's account.") String login,
        @Setting(field = Field.PASSWORD, secret = true, description = "The account's password.") @Nullable
                String password,
        @Setting(defaultValue = "true", description = "TLS from the first byte.") boolean useSsl,
        @Setting(
                        defaultValue = "false",
                        description = "With use_ssl false: turn to TLS by STARTTLS before signing in, or give up.")
                boolean starttls,
        @Setting(
                        defaultValue = "default",
                        description = "default verifies the server's certificate and host name; none accepts any.")
                SslContext sslContext,
        @Setting(
                        defaultValue = "30",
                        min = 1,
                        description = "How many seconds to wait for the connection and for each answer.")
                Duration timeout,
        @Setting(
                        defaultValue = "basic",
                        description = "basic signs in with the password, oauth2 with an access token (XOAUTH2).")
                AuthType authType,
        OAuth2 oauth2,
        @Setting(
                        description =
                                "A PEM file with the certificates of the authorities to trust, instead of the JVM's.",
                        example = "certificates/company-ca.pem")
                @Nullable
                String caFile) {

    Security security() {
        if (useSsl) {
            return Security.TLS;
        }
        return starttls ? Security.STARTTLS : Security.PLAIN;
    }

    int portOrDefault() {
        if (port != null) {
            return port;
        }
        return useSsl ? 993 : 143;
    }

    /** Names the server only: settings hold secrets. */
    @Override
    public String toString() {
        return "ImapSettings[" + host + "]";
    }
}
