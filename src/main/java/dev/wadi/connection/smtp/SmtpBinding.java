package dev.wadi.connection.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mail.MailBinding;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

/**
 * Makes mails from exchanges. Unlike camel-mail's own, what the route writes as an option wins over a header of that name:
 * in a route from a mailbox the headers are whatever a stranger wrote, and must not choose who gets the next mail. Text is
 * UTF-8 where nothing else is said, whatever the JVM's default is.
 */
final class SmtpBinding extends MailBinding {

    private final Set<String> options;

    SmtpBinding(MailEndpoint endpoint, Set<String> options) {
        this(endpoint, endpoint.getConfiguration(), options);
    }

    private SmtpBinding(MailEndpoint endpoint, MailConfiguration configuration, Set<String> options) {
        super(
                endpoint.getHeaderFilterStrategy(),
                endpoint.getContentTypeResolver(),
                configuration.isDecodeFilename(),
                configuration.isMapMailMessage(),
                configuration.isFailOnDuplicateFileAttachment(),
                configuration.getGenerateMissingAttachmentNames(),
                configuration.getHandleDuplicateAttachmentNames());
        this.options = Set.copyOf(options);
    }

    @Override
    public void populateMailMessage(MailEndpoint endpoint, MimeMessage mail, Exchange exchange)
            throws MessagingException, IOException {
        Message message = exchange.getIn();
        Map<String, Object> overruled = takeOverruled(message);
        boolean named = exchange.getProperty(Exchange.CHARSET_NAME) != null;
        if (!named) {
            exchange.setProperty(Exchange.CHARSET_NAME, "UTF-8");
        }
        try {
            requireSender(endpoint, message);
            super.populateMailMessage(endpoint, mail, exchange);
        } finally {
            overruled.forEach(message::setHeader);
            if (!named) {
                exchange.removeProperty(Exchange.CHARSET_NAME);
            }
        }
    }

    private Map<String, Object> takeOverruled(Message message) {
        Map<String, Object> taken = new HashMap<>();
        if (options.contains("to") || options.contains("cc") || options.contains("bcc")) {
            take(message, taken, "To", "Cc", "Bcc");
        }
        if (options.contains("from")) {
            take(message, taken, "From", "Sender");
        }
        if (options.contains("subject")) {
            take(message, taken, "Subject");
        }
        if (options.contains("replyTo")) {
            take(message, taken, "Reply-To");
        }
        return taken;
    }

    private static void take(Message message, Map<String, Object> taken, String... names) {
        for (String name : names) {
            Object value = message.removeHeader(name);
            if (value != null) {
                taken.put(name, value);
            }
        }
    }

    private static void requireSender(MailEndpoint endpoint, Message message) {
        if (endpoint.getConfiguration().getFrom() == null && message.getHeader("From") == null) {
            throw new IllegalArgumentException(
                    "the mail has no sender. Set from_email in the connection's extra, or from in the route");
        }
    }
}
