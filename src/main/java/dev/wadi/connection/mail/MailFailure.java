package dev.wadi.connection.mail;

import jakarta.mail.AuthenticationFailedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with a mail server, in words. What a server says is repeated only when it refuses a login: anything else
 * may come from a server that is no mail server, and is none of the reader's business.
 */
public final class MailFailure {

    private static final int LONGEST = 200;

    private MailFailure() {}

    /** What failed, with the server's address and what to do, without secrets. */
    static String describe(MailServer server, Exception failure) {
        String address = server.address();
        if (failure instanceof AuthenticationFailedException) {
            return address + " refuses to sign in '" + user(server) + "': " + answer(server, failure);
        }
        if (find(failure, UnknownHostException.class).isPresent()) {
            return "the host '" + server.host() + "' is unknown";
        }
        if (find(failure, SocketTimeoutException.class).isPresent()) {
            return address + " does not answer within " + text(server.timeout());
        }
        if (find(failure, ConnectException.class).isPresent()
                || find(failure, NoRouteToHostException.class).isPresent()) {
            return address + " cannot be reached: "
                    + find(failure, SocketException.class)
                            .map(MailFailure::shortly)
                            .orElse("");
        }
        Optional<String> tls = tls(server, failure);
        if (tls.isPresent()) {
            return tls.get();
        }
        if (isDisconnect(failure)) {
            return address + " hung up";
        }
        return other(server, failure);
    }

    private static Optional<String> tls(MailServer server, Exception failure) {
        String of = "the certificate of " + server.address();
        if (find(failure, CertPathValidatorException.class)
                .filter(e -> e.getCause() instanceof CertificateExpiredException)
                .isPresent()) {
            return Optional.of(of + " has expired");
        }
        Optional<CertificateException> certificate = find(failure, CertificateException.class);
        if (certificate.isPresent()) {
            String reason = shortly(root(certificate.get()));
            return Optional.of(
                    reason.startsWith("No ")
                            ? of + " is for another host: " + reason
                            : of + " is not trusted: " + reason
                                    + ". For an authority of your own, name its PEM file in extra.ca_file");
        }
        if (String.valueOf(failure.getMessage()).toUpperCase(Locale.ROOT).contains("STARTTLS")
                && find(failure, SSLException.class).isEmpty()) {
            return Optional.of(server.address() + " does not offer STARTTLS");
        }
        return find(failure, SSLException.class)
                .filter(e -> find(e, EOFException.class).isEmpty()
                        && find(e, SocketException.class).isEmpty())
                .map(e -> server.address() + " does not speak TLS as it should: " + shortly(e)
                        + ". Is it another port that does?");
    }

    private static String other(MailServer server, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("Got bad greeting")) {
            return server.address() + " does not greet as an SMTP server";
        }
        return server.address() + " failed: " + failure.getClass().getSimpleName();
    }

    /**
     * Whether the server ended the connection, or broke it off, so that trying again may help. A server that cannot be
     * reached, does not answer, or refuses is none.
     */
    public static boolean isDisconnect(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectException || at instanceof NoRouteToHostException) {
                return false;
            }
            if (at instanceof SMTPSendFailedException refused && refused.getReturnCode() == 421) {
                return true;
            }
            if (at instanceof EOFException
                    || at instanceof SocketException
                    || at instanceof ConnectionException
                    || String.valueOf(at.getMessage()).contains("[EOF]")
                    || String.valueOf(at.getMessage()).startsWith("Connection dropped by server")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the connection failed, as opposed to a server that refused this one mail. */
    public static boolean isOfConnection(Throwable failure) {
        return isDisconnect(failure)
                || find(failure, SocketTimeoutException.class).isPresent()
                || find(failure, SSLException.class).isPresent();
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The first line of a message, cut when it is long. */
    static String shortly(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = message.strip().lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", " ");
        String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String user(MailServer server) {
        return server.login() == null ? "" : server.login().user();
    }

    /** What the server says, in which some repeat what was sent to them. */
    private static String answer(MailServer server, Exception failure) {
        return without(server, shortly(failure));
    }

    private static String without(MailServer server, String text) {
        String secret = server.credentials().getPassword();
        if (secret == null || secret.isEmpty()) {
            return text;
        }
        String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return text.replace(secret, "***").replace(encoded, "***");
    }

    /** The failure, or one like it when what the server said repeats the secret. */
    static Exception withoutSecrets(MailServer server, Exception failure) {
        if (!(failure instanceof AuthenticationFailedException)) {
            return failure; // nothing was sent that could be repeated, or the text is our own side's
        }
        String said = String.valueOf(failure.getMessage());
        String clean = without(server, said);
        return clean.equals(said) ? failure : new AuthenticationFailedException(clean);
    }

    private static <T extends Throwable> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
