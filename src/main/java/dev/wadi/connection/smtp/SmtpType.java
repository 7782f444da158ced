package dev.wadi.connection.smtp;

import dev.wadi.connection.mail.AccessTokens;
import dev.wadi.connection.mail.AuthType;
import dev.wadi.connection.mail.Login;
import dev.wadi.connection.mail.MailChecks;
import dev.wadi.connection.mail.MailServer;
import dev.wadi.connection.mail.Security;
import dev.wadi.connection.mail.Trust;
import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import org.apache.camel.component.mail.JavaMailSender;
import org.jspecify.annotations.Nullable;

/** {@code smtp}: sends mail. */
public final class SmtpType implements ConnectionType<SmtpSettings> {

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public String title() {
        return "SMTP";
    }

    @Override
    public Class<SmtpSettings> settings() {
        return SmtpSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.of(JavaMailSender.class));
    }

    @Override
    public void check(SmtpSettings settings, SettingProblems problems) {
        MailChecks checks = new MailChecks(problems);
        checks.host(settings.host());
        checks.trust(settings.sslContext(), settings.caFile());
        checks.login(settings.authType(), settings.login(), settings.oauth2());
        checkBasic(settings, problems);
        if (settings.security() == Security.PLAIN && login(settings) != null) {
            problems.warning(
                    "extra.disable_tls",
                    "with disable_ssl sends the password unencrypted",
                    "Set disable_tls to false to use STARTTLS");
        }
        if (settings.security() == Security.TLS && settings.portOrDefault() == 587) {
            problems.warning(
                    "port",
                    "587 is for STARTTLS, and this connection speaks TLS from the first byte",
                    "Set disable_ssl to true, or the port to 465");
        }
    }

    private static void checkBasic(SmtpSettings settings, SettingProblems problems) {
        boolean half = (settings.login() == null) != (settings.password() == null);
        if (settings.authType() == AuthType.BASIC && half) {
            problems.warning(
                    settings.login() == null ? "login" : "password",
                    "is missing, so that nobody signs in",
                    "Set login and password, or neither");
        }
    }

    @Override
    public OpenConnection open(SmtpSettings settings, ConnectionContext context) {
        MailServer server = new MailServer(
                context.connId(),
                "smtp",
                MailChecks.bare(settings.host()),
                settings.portOrDefault(),
                settings.security(),
                settings.timeout(),
                Trust.of(context.connId(), settings.sslContext(), settings.caFile()),
                login(context.connId(), settings));
        return new SmtpConnection(server, new SmtpSender(server, Outgoing.of(settings)), settings.fromEmail());
    }

    private static @Nullable Login login(SmtpSettings settings) {
        return login("", settings);
    }

    private static @Nullable Login login(String connId, SmtpSettings settings) {
        String user = settings.login();
        if (user == null) {
            return null;
        }
        if (settings.authType() == AuthType.OAUTH2) {
            return new Login(user, AuthType.OAUTH2, new AccessTokens(connId, settings.oauth2(), settings.timeout()));
        }
        String password = settings.password();
        return password == null ? null : new Login(user, AuthType.BASIC, () -> password);
    }
}
