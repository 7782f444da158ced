package dev.wadi.connection.smtp;

import dev.wadi.connection.mail.FixedMailSender;
import dev.wadi.connection.mail.MailFailure;
import dev.wadi.connection.mail.MailServer;
import dev.wadi.spi.ConnectionException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each mail over a connection of its own. When the server hangs up the mail is sent again, so that it arrives at
 * least once; twice when the server had taken it and hung up before it said so. Thread-safe.
 */
final class SmtpSender extends FixedMailSender {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);

    private final Outgoing outgoing;

    SmtpSender(MailServer server, Outgoing outgoing) {
        super(server);
        this.outgoing = outgoing;
    }

    /**
     * Sends a mail.
     *
     * @throws ConnectionException when the server cannot be reached, does not let us in, or keeps hanging up
     * @throws MessagingException when it does not take this mail
     */
    @Override
    public void send(MimeMessage message) throws MessagingException {
        MimeMessage mail = outgoing.fill(message);
        for (int retry = 0; ; retry++) {
            try {
                sendOnce(mail);
                return;
            } catch (MessagingException e) {
                if (!MailFailure.isOfConnection(e)) {
                    throw e;
                }
                if (retry == outgoing.retries() || !MailFailure.isDisconnect(e)) {
                    throw server().failure(e);
                }
                LOG.warn(
                        "connection '{}': {} hung up; sending the mail again ({} of {})",
                        server().connId(),
                        server().address(),
                        retry + 1,
                        outgoing.retries());
            }
        }
    }

    private void sendOnce(MimeMessage mail) throws MessagingException {
        SMTPTransport transport = connect(server(), getSession());
        try {
            transport.sendMessage(mail, mail.getAllRecipients());
        } finally {
            close(transport);
        }
    }

    /** Connects and signs in; the caller closes. A server that hangs up meanwhile is left to the caller. */
    static SMTPTransport connect(MailServer server, Session session) throws MessagingException {
        SMTPTransport transport = (SMTPTransport) session.getTransport(server.scheme());
        PasswordAuthentication who = server.credentials();
        try {
            transport.connect(server.host(), server.port(), who.getUserName(), who.getPassword());
            requireSignedIn(server, transport);
            return transport;
        } catch (MessagingException e) {
            close(transport);
            if (MailFailure.isDisconnect(e)) {
                throw e;
            }
            throw server.failure(e);
        }
    }

    /** Jakarta Mail goes on without signing in when a server does not offer it. */
    private static void requireSignedIn(MailServer server, SMTPTransport transport)
            throws AuthenticationFailedException {
        if (server.login() != null
                && !transport.supportsExtension("AUTH")
                && !transport.supportsExtension("AUTH=LOGIN")) {
            throw new AuthenticationFailedException("it offers no way to sign in");
        }
    }

    static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("a mail server did not say good-bye", e);
        }
    }
}
