package dev.wadi.connection.smtp;

import dev.wadi.connection.mail.AuthType;
import dev.wadi.connection.mail.OAuth2;
import dev.wadi.connection.mail.Security;
import dev.wadi.connection.mail.SslContext;
import dev.wadi.spi.Field;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an {@code smtp} connection may say. */
@Refuses(
        keys = {
            "ssl.trust",
            "ssl.socketFactory.class",
            "socketFactory.class",
            "mail.smtp.ssl.trust",
            "mail.smtps.ssl.trust",
            "mail.smtp.ssl.socketFactory.class",
            "mail.smtps.ssl.socketFactory.class",
            "mail.smtp.socketFactory.class",
            "mail.smtps.socketFactory.class",
            "mail.smtp.ssl.hostnameverifier.class",
            "mail.smtps.ssl.hostnameverifier.class"
        },
        because = "would switch off verification or load a class that the file names",
        instead = "Use ssl_context and ca_file")
public record SmtpSettings(
        @Setting(
                        field = Field.HOST,
                        required = true,
                        description = "The mail server's name or address.",
                        example = "smtp.example.com")
                String host,
        @Setting(
                        field = Field.PORT,
                        min = 1,
                        max = 65535,
                        description = "Its port: 465 for TLS, 587 for STARTTLS and 25 for neither, when it is absent.")
                @Nullable
                Integer port,
        @Setting(
                        field = Field.LOGIN,
                        description =
                                "The account to sign in with. Nobody signs in unless login and password are both set.")
                @Nullable
                String login,
        @Setting(field = Field.PASSWORD, secret = true, description = "The account's password.") @Nullable
                String password,
        @Setting(
                        description = "The sender of mails for which the route names none.",
                        example = "Reports <reports@example.com>")
                @Nullable
                String fromEmail,
        @Setting(
                        label = "Connection timeout",
                        defaultValue = "30",
                        min = 1,
                        description = "How many seconds to wait for the connection and for each answer.")
                Duration timeout,
        @Setting(
                        label = "Number of retries",
                        defaultValue = "5",
                        min = 0,
                        max = 100,
                        description = "How many times a mail is sent again when the server hangs up.")
                int retryLimit,
        @Setting(
                        label = "Disable TLS",
                        defaultValue = "false",
                        description =
                                "Without STARTTLS. Only matters with disable_ssl, because TLS is never spoken twice.")
                boolean disableTls,
        @Setting(
                        label = "Disable SSL",
                        defaultValue = "false",
                        description =
                                "Without TLS from the first byte; STARTTLS is used instead, unless that is disabled too.")
                boolean disableSsl,
        @Setting(
                        label = "Path to the subject template",
                        description =
                                "A file whose text is the subject of mails that have none. Read when a mail is sent.")
                @Nullable
                String subjectTemplate,
        @Setting(
                        label = "Path to the html content template",
                        description =
                                "A file whose HTML is the text of mails that have none. Read when a mail is sent.")
                @Nullable
                String htmlContentTemplate,
        @Setting(
                        defaultValue = "default",
                        description = "default verifies the server's certificate and host name; none accepts any.")
                SslContext sslContext,
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
        if (!disableSsl) {
            return Security.TLS;
        }
        return disableTls ? Security.PLAIN : Security.STARTTLS;
    }

    int portOrDefault() {
        if (port != null) {
            return port;
        }
        return switch (security()) {
            case TLS -> 465;
            case STARTTLS -> 587;
            case PLAIN -> 25;
        };
    }

    /** Names the server only: settings hold secrets. */
    @Override
    public String toString() {
        return "SmtpSettings[" + host + "]";
    }
}
