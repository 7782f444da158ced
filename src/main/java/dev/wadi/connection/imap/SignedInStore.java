package dev.wadi.connection.imap;

import dev.wadi.connection.mail.MailServer;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.util.Set;
import org.eclipse.angus.mail.imap.IMAPStore;

/** An IMAP store that connects to the server of its connection and nowhere else. */
final class SignedInStore extends IMAPStore {

    private final MailServer server;
    private final Set<SignedInStore> open;

    /**
     * A store that is not connected yet.
     *
     * @param open where it is entered while it is connected
     */
    SignedInStore(MailServer server, Session session, Set<SignedInStore> open) {
        super(
                session,
                new URLName(server.scheme(), server.host(), server.port(), null, null, null),
                server.scheme(),
                server.scheme().equals("imaps"));
        this.server = server;
        this.open = open;
    }

    /** Connects; what is asked for is the connection's to say. */
    @Override
    public synchronized void connect(String host, int port, String user, String password) throws MessagingException {
        PasswordAuthentication who = server.credentials();
        try {
            super.connect(server.host(), server.port(), who.getUserName(), who.getPassword());
        } catch (MessagingException e) {
            throw server.failure(e);
        }
        open.add(this);
    }

    @Override
    public synchronized void close() throws MessagingException {
        open.remove(this);
        super.close();
    }
}
