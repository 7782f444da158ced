package dev.wadi.connection.mail;

import dev.wadi.spi.ConnectionException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A mail server as a connection describes it. Sessions that are made here know the address and how to encrypt, and
 * neither user nor password; those are given when a server is connected to, so that no session can be asked for them.
 *
 * @param protocol {@code smtp} or {@code imap}
 * @param login who signs in, or nobody
 */
public record MailServer(
        String connId,
        String protocol,
        String host,
        int port,
        Security security,
        Duration timeout,
        Trust trust,
        @Nullable Login login) {

    private static final PasswordAuthentication NOBODY = new PasswordAuthentication(null, null);

    /** The protocol as Jakarta Mail names it: {@code smtps} and {@code imaps} speak TLS from the first byte. */
    public String scheme() {
        return security == Security.TLS ? protocol + "s" : protocol;
    }

    /** The same, waiting no longer than {@code limit} for each answer. */
    public MailServer within(Duration limit) {
        return limit.compareTo(timeout) >= 0
                ? this
                : new MailServer(connId, protocol, host, port, security, limit, trust, login);
    }

    /** A session of its own, never one that is shared in the JVM. */
    public Session session() {
        String millis = Long.toString(Math.max(1, timeout.toMillis()));
        String own = "mail." + scheme() + ".";
        Properties properties = new Properties();
        properties.setProperty(own + "host", host);
        properties.setProperty(own + "port", Integer.toString(port));
        properties.setProperty(own + "connectiontimeout", millis);
        properties.setProperty(own + "timeout", millis);
        properties.setProperty(own + "auth", Boolean.toString(login != null));
        properties.setProperty(own + "ssl.checkserveridentity", Boolean.toString(trust.verifies()));
        properties.put(own + "ssl.socketFactory", trust.sockets());
        // Without this a failed handshake is tried again with the certificates that the JVM trusts.
        properties.setProperty(own + "socketFactory.fallback", "false");
        if (security == Security.STARTTLS) {
            properties.setProperty(own + "starttls.enable", "true");
            properties.setProperty(own + "starttls.required", "true");
        }
        if (login != null && login.type() == AuthType.OAUTH2) {
            properties.setProperty(own + "auth.mechanisms", "XOAUTH2");
        }
        return Session.getInstance(properties);
    }

    /**
     * User and password, or token, of the moment; both null when nobody signs in.
     *
     * @throws ConnectionException when a token is needed and cannot be had
     */
    public PasswordAuthentication credentials() {
        return login == null
                ? NOBODY
                : new PasswordAuthentication(login.user(), login.secret().get());
    }

    /** What is shown after a test that went well. */
    public String describe() {
        String who = login == null ? "without signing in" : "signed in as " + login.user();
        return protocol.toUpperCase(Locale.ROOT) + " server " + address() + ", " + security + ", " + who;
    }

    /** Host and port. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Says what failed, in words and without secrets. */
    public ConnectionException failure(Exception cause) {
        return new ConnectionException(
                connId, MailFailure.describe(this, cause), MailFailure.withoutSecrets(this, cause));
    }
}
