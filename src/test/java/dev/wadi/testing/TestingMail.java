package dev.wadi.testing;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/**
 * A mail server (GreenMail) for SMTP and IMAP: plain, with TLS from the first byte, and with STARTTLS. It knows the account
 * {@value #LOGIN}, and whoever mail is sent to.
 */
public final class TestingMail implements AutoCloseable {

    /** The account. */
    public static final String LOGIN = "app";

    /** Its password, or its access token. */
    public static final String PASSWORD = "s3cret mail/Pa$$";

    /** Its address. */
    public static final String ADDRESS = "app@example.com";

    private static final TestingMail SHARED = new TestingMail();

    private final GreenMail mail = new GreenMail(
            new ServerSetup[] {new ServerSetup(0, "127.0.0.1", "smtp"), new ServerSetup(0, "127.0.0.1", "imap")});
    private final GreenMailUser user;
    private final TlsFront smtps;
    private final TlsFront imaps;
    private final TlsFront smtpStarttls;
    private final TlsFront imapStarttls;

    private TestingMail() {
        Arrays.asList(mail.getSmtp(), mail.getImap()).forEach(server -> server.setDaemon(true));
        mail.start();
        user = mail.setUser(ADDRESS, LOGIN, PASSWORD);
        SSLContext tls = TestingTls.shared().sslContext(TestingTls.shared().server("localhost"));
        smtps = new TlsFront(TlsFront.Kind.TLS, tls, smtp());
        imaps = new TlsFront(TlsFront.Kind.TLS, tls, imap());
        smtpStarttls = new TlsFront(TlsFront.Kind.SMTP_STARTTLS, tls, smtp());
        imapStarttls = new TlsFront(TlsFront.Kind.IMAP_STARTTLS, tls, imap());
    }

    /** The one of this JVM. */
    public static TestingMail shared() {
        return SHARED;
    }

    /** Gives the account another password, which whoever signs in from now on needs. */
    public void password(String password) {
        user.setPassword(password);
    }

    /** The port of SMTP without TLS. */
    public int smtp() {
        return mail.getSmtp().getPort();
    }

    /** The port of SMTP with TLS from the first byte. */
    public int smtps() {
        return smtps.port();
    }

    /** The port of SMTP with STARTTLS. */
    public int smtpStarttls() {
        return smtpStarttls.port();
    }

    /** The port of IMAP without TLS. */
    public int imap() {
        return mail.getImap().getPort();
    }

    /** The port of IMAP with TLS from the first byte. */
    public int imaps() {
        return imaps.port();
    }

    /** The port of IMAP with STARTTLS. */
    public int imapStarttls() {
        return imapStarttls.port();
    }

    /** Empties all mailboxes. */
    public void empty() {
        try {
            mail.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a folder of the account. */
    public void createFolder(String name) {
        try {
            mail.getManagers().getImapHostManager().createMailbox(user, name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mails that were received or delivered, oldest first. */
    public List<MimeMessage> received() {
        return List.of(mail.getReceivedMessages());
    }

    /** Waits until so many mails were received. */
    public List<MimeMessage> received(int count) {
        if (!mail.waitForIncomingEmail(Duration.ofSeconds(10).toMillis(), count)) {
            throw new AssertionError(
                    "expected " + count + " mails, were " + received().size());
        }
        return received();
    }

    /** Puts a mail, as it is written, into the account's inbox. */
    public void deliver(String raw) {
        try {
            byte[] bytes = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a mail, as it is written, into a folder of the account. */
    public void deliver(String folder, String raw) {
        try {
            byte[] bytes = raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            mail.getManagers()
                    .getImapHostManager()
                    .getFolder(user, folder)
                    .appendMessage(message, new jakarta.mail.Flags(), java.util.Date.from(java.time.Instant.now()));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        smtps.close();
        imaps.close();
        smtpStarttls.close();
        imapStarttls.close();
        mail.stop();
    }
}
