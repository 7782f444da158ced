package dev.wadi.connection.imap;

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
import jakarta.mail.Store;
import java.util.List;
import java.util.Objects;

/** {@code imap}: reads mail. */
public final class ImapType implements ConnectionType<ImapSettings> {

    @Override
    public String name() {
        return "imap";
    }

    @Override
    public String title() {
        return "IMAP";
    }

    @Override
    public Class<ImapSettings> settings() {
        return ImapSettings.class;
    }

    /** A store for each look-up, because whoever uses one closes it; it connects when it is first used. */
    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(new ConnectionBean<>(Store.class, LeasedStore::new, false));
    }

    @Override
    public void check(ImapSettings settings, SettingProblems problems) {
        MailChecks checks = new MailChecks(problems);
        checks.host(settings.host());
        checks.trust(settings.sslContext(), settings.caFile());
        checks.login(settings.authType(), settings.login(), settings.oauth2());
        if (settings.authType() == AuthType.BASIC && settings.password() == null) {
            problems.problem("password", "is missing", "Set it, or auth_type to oauth2");
        }
        if (settings.useSsl() && settings.starttls()) {
            problems.problem(
                    "extra.starttls",
                    "is of no use with use_ssl, because TLS is never spoken twice",
                    "Set use_ssl to false to use STARTTLS, or remove starttls");
        }
        if (settings.security() == Security.PLAIN) {
            problems.warning(
                    "extra.use_ssl", "false sends the password unencrypted", "Set starttls to true to use STARTTLS");
        }
    }

    @Override
    public OpenConnection open(ImapSettings settings, ConnectionContext context) {
        return new ImapConnection(new MailServer(
                context.connId(),
                "imap",
                MailChecks.bare(settings.host()),
                settings.portOrDefault(),
                settings.security(),
                settings.timeout(),
                Trust.of(context.connId(), settings.sslContext(), settings.caFile()),
                login(context.connId(), settings)));
    }

    private static Login login(String connId, ImapSettings settings) {
        if (settings.authType() == AuthType.OAUTH2) {
            AccessTokens tokens = new AccessTokens(connId, settings.oauth2(), settings.timeout());
            return new Login(settings.login(), AuthType.OAUTH2, tokens);
        }
        String password = Objects.requireNonNullElse(settings.password(), "");
        return new Login(settings.login(), AuthType.BASIC, () -> password);
    }
}
