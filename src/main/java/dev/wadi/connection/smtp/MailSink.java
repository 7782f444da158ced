package dev.wadi.connection.smtp;

import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkStage;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

/**
 * Sends a mail for each row, or one mail with all rows. Texts have {@code {column}} for the value of a column; a value never
 * becomes a header of its own or another address.
 */
final class MailSink {

    private final SmtpSender sender;
    private final MailParams params;

    MailSink(SmtpSender sender, SinkStage stage) {
        this.sender = sender;
        this.params = MailParams.of(stage);
    }

    long write(BatchReader reader) throws Exception {
        return switch (params.form()) {
            case ROWS -> each(reader);
            case TABLE, ATTACHMENT -> new AllRowsMail(sender, params).send(reader);
        };
    }

    private long each(BatchReader reader) throws MessagingException {
        RowText text = new RowText(reader.schema());
        long sent = 0;
        try (Rows.Cursor rows = Rows.iterate(reader)) {
            while (rows.hasNext()) {
                RowTexts texts = new RowTexts(text, rows.next());
                try {
                    sender.send(mail(texts));
                } catch (MessagingException e) {
                    throw new MessagingException(at(sent) + refusal(e), e);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(at(sent) + e.getMessage(), e);
                }
                sent++;
            }
        }
        return sent;
    }

    private static String at(long sent) {
        return "row " + (sent + 1) + (sent == 0 ? ": " : ", after " + sent + " mails were sent: ");
    }

    private static String refusal(MessagingException e) {
        String message =
                String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        return "the mail was refused: " + message;
    }

    private MimeMessage mail(RowTexts texts) throws MessagingException {
        MimeMessage mail = new MimeMessage(sender.getSession());
        Headers headers = new Headers(mail, texts);
        headers.from(texts.filled(params.from(), "from"));
        headers.recipients(params.addresses());
        if (mail.getAllRecipients() == null) {
            throw new IllegalArgumentException("the mail has no recipient. Set params.to, or have a column 'to'");
        }
        headers.subject(texts.filled(params.subject(), "subject"));
        String body = params.body();
        String content = params.html() && body != null ? texts.filledHtml(body) : texts.filled(body, "body");
        mail.setContent(content == null ? "" : content, params.contentType());
        return mail;
    }
}
