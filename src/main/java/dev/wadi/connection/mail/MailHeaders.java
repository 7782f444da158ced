package dev.wadi.connection.mail;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Which headers pass between mails and exchanges. camel-mail 4.18.0 lets every header of an incoming mail through, so that
 * whoever writes to the mailbox could steer the components that come later in the route (CVE-2025-27636 and its kin).
 */
public final class MailHeaders implements HeaderFilterStrategy {

    /** Dots, as in {@code mail.smtp.host} or {@code SolrParam.q}, are in no header of mail and steer many components. */
    private static final Pattern OF_MAIL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

    private static final Set<String> STEERING = Set.of("search_query", "operation", "query", "breadcrumbid");

    private static final Pattern OF_SESSION = Pattern.compile("mail\\.(smtps?|imaps?|mime)\\..*");

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !OF_MAIL.matcher(name).matches()
                || isOfCamel(lower)
                || lower.startsWith("couchdb")
                || lower.startsWith("jms")
                || STEERING.contains(lower);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        String lower = name.toLowerCase(Locale.ROOT);
        return isOfCamel(lower) || OF_SESSION.matcher(lower).matches();
    }

    private static boolean isOfCamel(String lower) {
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel.");
    }
}
