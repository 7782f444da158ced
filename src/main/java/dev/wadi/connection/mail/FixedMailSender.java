package dev.wadi.connection.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mail sender whose server and login are the connection's: nobody can change them here, or read the password. */
public class FixedMailSender implements JavaMailSender {

    private static final Logger LOG = LoggerFactory.getLogger(FixedMailSender.class);

    private final MailServer server;
    private final Session session;

    public FixedMailSender(MailServer server) {
        this.server = server;
        this.session = server.session();
    }

    /** The server that mails go to. */
    protected final MailServer server() {
        return server;
    }

    @Override
    public void send(MimeMessage message) throws MessagingException {
        throw new MessagingException("connection '" + server.connId() + "' reads mail. Send with an smtp connection");
    }

    @Override
    public Session getSession() {
        return session;
    }

    @Override
    public String getHost() {
        return server.host();
    }

    @Override
    public int getPort() {
        return server.port();
    }

    @Override
    public String getProtocol() {
        return server.scheme();
    }

    @Override
    public @Nullable String getUsername() {
        return server.login() == null ? null : server.login().user();
    }

    /** Null: passwords stay inside. */
    @Override
    public @Nullable String getPassword() {
        return null;
    }

    /** Null: passwords stay inside. */
    @Override
    public @Nullable MailAuthenticator getAuthenticator() {
        return null;
    }

    /** A copy. */
    @Override
    public Properties getJavaMailProperties() {
        return (Properties) session.getProperties().clone();
    }

    /** Ignored: camel-mail's producer comes here with headers of an exchange, which must not change the session. */
    @Override
    public void addAdditionalJavaMailProperty(String key, String value) {
        LOG.warn("connection '{}': the mail property '{}' is ignored; a connection sets these", server.connId(), key);
    }

    @Override
    public void setJavaMailProperties(Properties properties) {
        throw fixed();
    }

    @Override
    public void setHost(String host) {
        throw fixed();
    }

    @Override
    public void setPort(int port) {
        throw fixed();
    }

    @Override
    public void setUsername(String username) {
        throw fixed();
    }

    @Override
    public void setPassword(String password) {
        throw fixed();
    }

    @Override
    public void setProtocol(String protocol) {
        throw fixed();
    }

    @Override
    public void setSession(Session other) {
        throw fixed();
    }

    @Override
    public void setAuthenticator(MailAuthenticator authenticator) {
        throw fixed();
    }

    private UnsupportedOperationException fixed() {
        return new UnsupportedOperationException(
                "connection '" + server.connId() + "': server and login are set in the connection's file");
    }
}
