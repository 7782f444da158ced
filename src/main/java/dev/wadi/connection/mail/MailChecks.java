package dev.wadi.connection.mail;

import dev.wadi.spi.SettingProblems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks of the settings that mail connections share. */
public final class MailChecks {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._-]*[\\p{L}\\p{N}.])?");
    private static final Pattern IP6 = Pattern.compile("\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+]?");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]+");

    private final SettingProblems problems;

    public MailChecks(SettingProblems problems) {
        this.problems = problems;
    }

    /** The host is a name or an address and nothing more. */
    public void host(String host) {
        if (!NAME.matcher(host).matches() && !IP6.matcher(host).matches()) {
            problems.problem(
                    "host",
                    "must be a host name or an address, was '" + host + "'",
                    "Put only the name there; the port has a field of its own");
        }
    }

    /** An address without the brackets that IPv6 has in URLs. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** How TLS is verified. */
    public void trust(SslContext context, @Nullable String caFile) {
        if (context == SslContext.DEFAULT) {
            return;
        }
        if (caFile != null) {
            problems.problem(
                    "extra.ca_file",
                    "is of no use while ssl_context is none, which trusts any certificate",
                    "Remove one of the two");
            return;
        }
        problems.warning(
                "extra.ssl_context",
                "none accepts any certificate, so that anyone on the way can read the mail and the password",
                "Name the PEM file of your authority in ca_file instead");
    }

    /** How to sign in. */
    public void login(AuthType type, @Nullable String login, OAuth2 oauth2) {
        if (type == AuthType.BASIC) {
            if (oauth2.accessToken() != null || oauth2.clientSecret() != null) {
                problems.warning(
                        "extra.auth_type", "is basic, so that the token or client is not used", "Set it to oauth2");
            }
            return;
        }
        if (login == null) {
            problems.problem("login", "is missing; oauth2 signs in to a mailbox", "Set it to the mailbox's address");
        }
        if (oauth2.accessToken() == null && (oauth2.clientId() == null || oauth2.clientSecret() == null)) {
            problems.problem(
                    "extra.auth_type",
                    "is oauth2, and there is no token",
                    "Set access_token, or client_id and client_secret");
        }
        tokenEndpoint(oauth2);
    }

    private void tokenEndpoint(OAuth2 oauth2) {
        if (!TENANT.matcher(oauth2.tenantId()).matches()) {
            problems.problem(
                    "extra.tenant_id",
                    "must be the id or domain of a tenant, was '" + oauth2.tenantId() + "'",
                    "Remove it to use common");
        }
        if (oauth2.tokenUrl() != null && !isSafe(oauth2.tokenUrl())) {
            problems.problem(
                    "extra.token_url",
                    "must be an https URL, was '" + oauth2.tokenUrl() + "'; the client's secret is sent there",
                    "Begin it with https://");
        }
    }

    private static boolean isSafe(String text) {
        try {
            URI url = new URI(text);
            String host = url.getHost();
            if (host == null || url.getUserInfo() != null) {
                return false;
            }
            boolean isHere = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
            return "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isHere);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
