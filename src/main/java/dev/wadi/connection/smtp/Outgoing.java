package dev.wadi.connection.smtp;

import dev.wadi.connection.tls.RegularFile;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.eclipse.angus.mail.util.ReadableMime;
import org.jspecify.annotations.Nullable;

/** What a connection fills into mails that lack it: the sender, the subject, the text and the date. */
record Outgoing(
        @Nullable String fromEmail,
        @Nullable String subjectTemplate,
        @Nullable String htmlContentTemplate,
        int retries) {

    static Outgoing of(SmtpSettings settings) {
        return new Outgoing(
                settings.fromEmail(),
                settings.subjectTemplate(),
                settings.htmlContentTemplate(),
                settings.retryLimit());
    }

    /** The mail as it goes out: the same object, or a copy of one that was read from a mailbox and cannot be changed. */
    MimeMessage fill(MimeMessage given) throws MessagingException {
        MimeMessage mail = given instanceof ReadableMime ? new MimeMessage(given) : given;
        if (mail.getFrom() == null || mail.getFrom().length == 0) {
            mail.setFrom(sender());
        }
        if (mail.getSubject() == null && subjectTemplate != null) {
            mail.setSubject(text("subject_template", subjectTemplate).strip(), "UTF-8");
        }
        if (htmlContentTemplate != null) {
            fillText(mail, htmlContentTemplate);
        }
        if (mail.getSentDate() == null) {
            mail.setSentDate(Date.from(Instant.now()));
        }
        save(mail);
        return mail;
    }

    private InternetAddress sender() throws MessagingException {
        if (fromEmail == null) {
            throw new MessagingException(
                    "the mail has no sender. Set from_email in the connection's extra, or from in the route");
        }
        return new InternetAddress(fromEmail);
    }

    private static void fillText(MimeMessage mail, String file) throws MessagingException {
        Optional<Part> empty = emptyText(mail);
        if (empty.isPresent()) {
            empty.get().setContent(text("html_content_template", file), "text/html; charset=UTF-8");
        }
    }

    private static Optional<Part> emptyText(MimeMessage mail) throws MessagingException {
        try {
            Object content = mail.getContent();
            if (content instanceof Multipart parts && parts.getCount() > 0) {
                BodyPart first = parts.getBodyPart(0);
                return first.getContent() instanceof String text && text.isEmpty()
                        ? Optional.of(first)
                        : Optional.empty();
            }
            return content instanceof String text && text.isEmpty() ? Optional.of(mail) : Optional.empty();
        } catch (IOException e) {
            // So says a new mail that was given no content; other reasons are about content that is there.
            return e.getCause() instanceof MessagingException ? Optional.of(mail) : Optional.empty();
        }
    }

    private static String text(String setting, String file) throws MessagingException {
        try {
            return RegularFile.text(Path.of(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MessagingException("the " + setting + " " + RegularFile.unread(file, e), e);
        }
    }

    /** Makes the headers final. A message id that is there is kept, so that a mail that is sent again is the same mail. */
    private static void save(MimeMessage mail) throws MessagingException {
        String id = mail.getMessageID();
        mail.saveChanges();
        if (id != null) {
            mail.setHeader("Message-ID", id);
        }
    }
}
