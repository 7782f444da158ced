package dev.wadi.connection.smtp;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of a mail, which a value from a row must not add to. */
final class Headers {

    private final MimeMessage mail;
    private final RowTexts texts;

    Headers(MimeMessage mail, RowTexts texts) {
        this.mail = mail;
        this.texts = texts;
    }

    void from(@Nullable String from) throws MessagingException {
        if (from != null) {
            mail.setFrom(address(from, "from"));
        }
    }

    void subject(@Nullable String subject) throws MessagingException {
        if (subject != null) {
            mail.setSubject(oneLine(subject, "subject"), "UTF-8");
        }
    }

    /** The addresses of each kind: of the params, or without them of the column of that name. */
    void recipients(Map<String, List<String>> addresses) throws MessagingException {
        for (Map.Entry<String, List<String>> kind : addresses.entrySet()) {
            if (kind.getValue().isEmpty()) {
                ofRow(kind.getKey());
            }
            for (String template : kind.getValue()) {
                ofParam(kind.getKey(), template);
            }
        }
    }

    private void ofParam(String kind, String template) throws MessagingException {
        boolean ofRow = RowTexts.hasColumns(template);
        for (String each : ofRow ? new String[] {template} : template.split(",", -1)) {
            add(kind, String.valueOf(texts.filled(each, kind)));
        }
    }

    private void ofRow(String kind) throws MessagingException {
        Object own = texts.row().get(kind);
        if (own != null) {
            List<?> all = own instanceof List<?> list ? list : List.of(own);
            for (Object each : all) {
                add(kind, String.valueOf(each));
            }
        }
    }

    private void add(String kind, String address) throws MessagingException {
        Message.RecipientType type =
                switch (kind) {
                    case "cc" -> Message.RecipientType.CC;
                    case "bcc" -> Message.RecipientType.BCC;
                    default -> Message.RecipientType.TO;
                };
        mail.addRecipient(type, address(address, kind));
    }

    /** Exactly one address: a value from a row must not add another recipient or header. */
    private static InternetAddress address(String text, String what) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(oneLine(text, what), true);
            if (parsed.length == 1 && !parsed[0].isGroup()) {
                parsed[0].validate();
                return parsed[0];
            }
        } catch (AddressException e) {
            // said below, without the text
        }
        throw new IllegalArgumentException("the value of '" + what + "' is not one mail address");
    }

    static String oneLine(String text, String what) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the value of '" + what + "' has line breaks or control characters, which a header must not have");
        }
        return text;
    }
}
